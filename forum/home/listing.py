"""Lists of topics: what narrows them, in which order they stand, and a page of them for one reader."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.http import urlencode
from django.utils.timezone import now
from django.utils.translation import gettext as _

from forum.models import Answer, Category, Topic
from forum.models.categories import TopicSort
from intranet.content import floors
from intranet.content.models import Entry, TaggedEntry
from intranet.content.models.entries import EntryQuerySet
from intranet.content.stances import blocked_by
from intranet.conversation.models import Watch
from intranet.core.http import number_in
from intranet.core.pagination import Page, first_page, keyset_page
from intranet.core.prepared import prepared
from intranet.core.text import tag_slug
from intranet.spaces.audiences import Viewer, standing_in, told_of

from .lines import Line, lines_of, rows_of

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


@dataclass(frozen=True)
class Within:
    """Of which category or which space a list is; neither: of all."""

    category: int | None = None
    space: int | None = None


EVERYWHERE = Within()


def topics_for(viewer: Viewer, within: Within = EVERYWHERE) -> QuerySet[Topic]:
    """The topics that lists show this reader."""
    return _in_lists(Entry.objects.visible_to(viewer).without_blocked(viewer), within)


def _in_lists(readable: EntryQuerySet[Entry], within: Within) -> QuerySet[Topic]:
    """Whether one may be read is asked of each in turn: so the database walks along the order of the list, and stops
    when the page is full."""
    readable = readable.published().filter(pk=OuterRef("pk"))
    if within.space is not None:
        readable = readable.filter(space=within.space)
    topics: QuerySet[Topic] = Topic.objects.in_its_place().filter(Exists(readable))
    return topics if within.category is None else topics.filter(category=within.category)


def page_of(viewer: Viewer, looking: Looking, *, within: Within = EVERYWHERE, cursor: str | None = None) -> Page[Line]:
    """One page. In a category that nothing narrows, what was pinned stands first on the first and nowhere else."""
    order = ORDERS[looking.order]
    on_top = _on_top(viewer, within) if within.category is not None and not looking.narrows else []
    if cursor or on_top or looking.narrows or blocked_by(viewer) or floors.has_any(viewer):
        topics = looking.apply(topics_for(viewer, within), viewer)
        topics = topics.exclude(pk__in=[row.pk for row in on_top]) if on_top else topics
        page = keyset_page(
            topics, by=order, cursor=cursor, size=SIZE, read=lambda shown: list(rows_of(shown, order, viewer))
        )
    else:
        page = first_page(_first(**_asked_by(viewer, within), most=SIZE + 1, by=order), Topic, by=order, size=SIZE)
    rows = page.items if cursor else [*on_top, *page.items]
    of_category, pinned = within.category is not None, {row.pk for row in on_top}
    return Page(lines_of(rows, viewer, of_category=of_category, pinned=pinned), page.next, page.newest)


def _on_top(viewer: Viewer, within: Within) -> list[Any]:
    if blocked_by(viewer) or floors.has_any(viewer):
        return list(_pinned_in(topics_for(viewer, within), now(), viewer))
    return _pinned(**_asked_by(viewer, within), moment=now())


def _asked_by(viewer: Viewer, within: Within) -> dict[str, Any]:
    return told_of(viewer) | {
        "of": within.category or within.space or 0,
        "within": "category" if within.category else "space" if within.space else "",
    }


@prepared(person=int, audiences=[str], of=int)
def _first(*, most: int, by: tuple[str, ...], **asked_by: Any) -> QuerySet[Any, Any]:
    """The first page of a list that nothing narrows."""
    topics, viewer = _asked(**asked_by)
    return rows_of(topics.order_by(*by)[:most], by, viewer)


@prepared(person=int, audiences=[str], of=int, moment=datetime)
def _pinned(*, moment: datetime, **asked_by: Any) -> QuerySet[Any, Any]:
    topics, viewer = _asked(**asked_by)
    return _pinned_in(topics, moment, viewer)


def _asked(
    *, person: int, is_guest: bool, audiences: Iterable[str], of: int, within: str
) -> tuple[QuerySet[Topic], Viewer]:
    viewer = standing_in(None if is_guest else person, audiences)
    place = Within(**{within: of}) if within else EVERYWHERE
    return _in_lists(Entry.objects.visible_to(viewer), place), viewer


def _pinned_in(topics: QuerySet[Topic], moment: datetime, viewer: Viewer) -> QuerySet[Any, Any]:
    by = ("-pinned_until", "-pk")
    return rows_of(topics.filter(pinned_until__gt=moment).order_by(*by)[:_MOST_PINNED], by, viewer)


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
    return number_in(text)
