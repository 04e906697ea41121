"""Lists of topics: what narrows them, in which order they stand, and a page of them for one reader."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.http import urlencode
from django.utils.timezone import now
from django.utils.translation import gettext as _

from forum.models import Answer, Category, Topic
from forum.models.categories import TopicSort
from forum.reading import marks
from intranet.content.models import TaggedEntry
from intranet.conversation.models import Watch
from intranet.core.pagination import Page, keyset_page
from intranet.core.text import tag_slug
from intranet.spaces.audiences import Viewer

ACTIVE, NEWEST, VOTES = "active", "newest", "votes"
ORDERS: Mapping[str, tuple[str, ...]] = {
    ACTIVE: ("-last_said_at", "-pk"),
    # They are numbered in the order in which they were asked.
    NEWEST: ("-pk",),
    VOTES: ("-votes_count", "-pk"),
}
UNANSWERED, OPEN, SOLVED, CLOSED, MINE = "unanswered", "open", "solved", "closed", "mine"
STATES = (UNANSWERED, OPEN, SOLVED, CLOSED, MINE)
SIZE = 20
_MOST_PINNED = 5
_ASKS = (TopicSort.QUESTION, TopicSort.PROBLEM)


@dataclass(frozen=True)
class Looking:
    """What an address asks for. Values that make no sense are left out, as if they had not been given."""

    order: str = ACTIVE
    state: str = ""
    sort: str = ""
    tag: str = ""
    product: int | None = None
    version: int | None = None

    @classmethod
    def read(cls, query: Mapping[str, Any]) -> Looking:
        order, state, sort = (str(query.get(name, "")) for name in ("order", "state", "sort"))
        return cls(
            order=order if order in ORDERS else ACTIVE,
            state=state if state in STATES else "",
            sort=sort if sort in TopicSort.values else "",
            tag=tag_slug(str(query.get("tag", "")))[:80],
            product=_number(query.get("product")),
            version=_number(query.get("version")),
        )

    @property
    def narrows(self) -> bool:
        return self != replace(Looking(), order=self.order)

    @property
    def query(self) -> str:
        plain = Looking()
        given = {name: getattr(self, name) for name in self.__dataclass_fields__}
        return urlencode({name: value for name, value in given.items() if value and value != getattr(plain, name)})

    def with_(self, **changes: Any) -> str:
        return f"?{replace(self, **changes).query}"

    def apply(self, topics: QuerySet[Topic], viewer: Viewer) -> QuerySet[Topic]:
        if self.state:
            topics = topics.filter(_in_state(self.state, viewer))
        if self.sort:
            topics = topics.filter(sort=self.sort)
        if self.tag:
            filed = TaggedEntry.objects.filter(content_object=OuterRef("pk"), tag__slug=self.tag)
            topics = topics.filter(Exists(filed))
        if self.version is not None:
            topics = topics.filter(version=self.version)
        elif self.product is not None:
            topics = topics.filter(product=self.product)
        return topics


def _in_state(state: str, viewer: Viewer) -> Q:
    match state:
        case "unanswered":
            return Q(answers_count=0, sort__in=_ASKS, comments_locked=False)
        case "open":
            return Q(accepted=None, sort__in=_ASKS, comments_locked=False)
        case "solved":
            return Q(accepted__isnull=False)
        case "closed":
            return Q(comments_locked=True)
    if not viewer.is_authenticated:
        return Q(pk__in=[])
    answered = Answer.objects.filter(root=OuterRef("pk"), author=viewer.pk)
    followed = Watch.objects.filter(entry=OuterRef("pk"), person=viewer.pk, level=Watch.Level.ALL)
    return Q(author=viewer.pk) | Exists(answered) | Exists(followed)


def topics_for(viewer: Viewer) -> QuerySet[Topic]:
    """The topics that lists show this reader, with what their lines say and how far the reader has read."""
    topics = Topic.objects.visible_to(viewer).listed().without_blocked(viewer)
    topics = topics.select_related(
        "author__company", "author__department", "category", "last_said_by", "product", "version__product"
    )
    return topics.annotate(**marks.with_mark(viewer)).defer("body", "body_html")


def page_of(
    topics: QuerySet[Topic], viewer: Viewer, looking: Looking, *, cursor: str | None, pinned: bool = False
) -> Page[Topic]:
    """One page; where ``pinned`` is asked for, what was pinned stands first on the first and nowhere else."""
    found = looking.apply(topics, viewer)
    on_top: list[Topic] = []
    if pinned and not looking.narrows:
        moment = now()
        on_top = list(topics.filter(pinned_until__gt=moment).order_by("-pinned_until", "-pk")[:_MOST_PINNED])
        found = found.exclude(pk__in=[one.pk for one in on_top])
    page = keyset_page(found, by=ORDERS[looking.order], cursor=cursor, size=SIZE)
    items = page.items if cursor else [*on_top, *page.items]
    for one in on_top:
        one.is_pinned = True  # type: ignore[attr-defined]
    marks.mark_news(items, viewer)
    return Page(items, page.next, page.newest)


@dataclass(frozen=True)
class Tab:
    label: str
    url: str
    current: bool
    count: None = None


def tabs_of(looking: Looking, viewer: Viewer) -> list[Tab]:
    """The ways through all topics that people take most."""
    ways = [
        (_("Active"), Looking()),
        (_("Newest"), Looking(order=NEWEST)),
        (_("Unanswered"), Looking(state=UNANSWERED, order=NEWEST)),
        (_("Solved"), Looking(state=SOLVED)),
    ]
    if viewer.is_authenticated:
        ways.append((_("My topics"), Looking(state=MINE)))
    return [Tab(label, f"?{way.query}", way == looking) for label, way in ways]


def choices_of(category: Category | None, looking: Looking) -> dict[str, Any]:
    """What the filter of a list offers."""
    sorts = [choice for choice in TopicSort.choices if category is None or choice[0] in category.sorts]
    product = category.product if category is not None else None
    return {
        "sorts": sorts,
        "versions": list(product.versions.all()) if product is not None else [],
        "states": [
            (OPEN, _("Not solved yet")),
            (UNANSWERED, _("Unanswered")),
            (SOLVED, _("Solved")),
            (CLOSED, _("Closed")),
        ],
        "orders": [(ACTIVE, _("Last activity")), (NEWEST, _("Newest")), (VOTES, _("Most votes"))],
        "looking": looking,
    }


def _number(value: Any) -> int | None:
    text = str(value or "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None
