"""What a reader narrows a feed to: plain GET parameters, so that it can be kept as a bookmark or under a name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any
from urllib.parse import urlencode

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from django.utils.timezone import get_current_timezone, make_aware
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from intranet.accounts.models import User
from intranet.content import kinds
from intranet.content.models import Entry, Placement, Tag, TaggedEntry
from intranet.content.stances import stances_of
from intranet.core.pagination import NEWEST_FIRST
from intranet.core.text import fold, tag_slug
from intranet.spaces.audiences import Viewer
from intranet.spaces.models import Membership

from .models import Seen

MINE, SPACES, FOLLOWING, EVERYTHING = "mine", "spaces", "following", "everything"
SCOPES = {
    MINE: gettext_lazy("Spaces and following"),
    SPACES: gettext_lazy("My spaces"),
    FOLLOWING: gettext_lazy("Following"),
    EVERYTHING: gettext_lazy("Everything I can read"),
}
NEWEST, ACTIVE = "newest", "active"
ORDERS = {NEWEST: gettext_lazy("Newest first"), ACTIVE: gettext_lazy("Most recently active first")}
_BY = {NEWEST: NEWEST_FIRST, ACTIVE: ("-active_at", "-pk")}
LONGEST = 80


@dataclass(frozen=True)
class Chip:
    """One thing that narrows the list, and the address of the list without it."""

    label: str
    without: str


@dataclass(frozen=True)
class Filter:
    """What is asked for. Whatever makes no sense is not asked for; what is no longer there finds nothing."""

    scope: str = MINE
    kind: str = ""
    tag: str = ""
    author: str = ""
    since: date | None = None
    until: date | None = None
    unread: bool = False
    order: str = NEWEST

    @classmethod
    def read(cls, query: Mapping[str, Any]) -> Filter:
        def text(name: str) -> str:
            return str(query.get(name) or "").replace("\0", "").strip()[:LONGEST]

        kind = text("kind")
        return cls(
            scope=text("scope") if text("scope") in SCOPES else MINE,
            kind=kind if kind in {known.model for known in kinds.all_kinds() if known.in_feed} else "",
            tag=tag_slug(text("tag").lstrip("#")) if text("tag") else "",
            author=text("author").lstrip("@"),
            since=_day(text("since")),
            until=_day(text("until")),
            unread=text("show") == "unread",
            order=text("sort") if text("sort") in ORDERS else NEWEST,
        )

    @property
    def by(self) -> tuple[str, ...]:
        """The order, as ``keyset_page`` takes it."""
        return _BY[self.order]

    @property
    def query(self) -> str:
        """The same as a query string; empty when nothing is asked for."""
        asked = {
            "scope": self.scope if self.scope != MINE else "",
            "kind": self.kind,
            "tag": self.tag,
            "author": self.author,
            "since": self.since.isoformat() if self.since else "",
            "until": self.until.isoformat() if self.until else "",
            "show": "unread" if self.unread else "",
            "sort": self.order if self.order != NEWEST else "",
        }
        return urlencode({name: value for name, value in asked.items() if value})

    @property
    def is_plain(self) -> bool:
        return self == Filter()

    @property
    def is_wide(self) -> bool:
        """Whether it asks for a scope and an order alone."""
        return replace(self, scope=MINE, order=NEWEST) == Filter()

    @property
    def narrows(self) -> bool:
        """Whether it hides anything: another order does not."""
        return replace(self, order=NEWEST, scope=MINE if self.scope == EVERYTHING else self.scope) != Filter()

    def apply(self, entries: QuerySet[Entry], viewer: Viewer) -> QuerySet[Entry]:
        """``entries`` of the scope already, narrowed and in order."""
        if self.kind:
            entries = entries.filter(kind=self.kind)
        if self.tag:
            filed = TaggedEntry.objects.filter(content_object=OuterRef("pk"), tag__slug=self.tag)
            entries = entries.filter(Exists(filed))
        if self.author:
            entries = entries.filter(author=self.author_id(viewer))
        if self.since:
            entries = entries.filter(published_at__gte=_midnight(self.since))
        if self.until:
            entries = entries.filter(published_at__lt=_midnight(self.until + timedelta(days=1)))
        if self.unread:
            entries = unread_by(entries, viewer)
        if self.order == ACTIVE:
            entries = entries.filter(active_at__isnull=False)
        return entries.order_by(*self.by)

    def person(self, viewer: Viewer) -> User | None:
        """Who is meant by ``author``, by handle or by the whole name, as far as this reader may know of them."""
        if not self.author:
            return None
        if "_person" not in self.__dict__:
            known = Q(pk__in=User.objects.visible_to(viewer).values("pk"))
            known |= Q(Exists(Entry.objects.visible_to(viewer).filter(author=OuterRef("pk"))))
            named = Q(handle=fold(self.author)) | Q(name__iexact=self.author)
            found = User.objects.filter(named, is_system=False).filter(known)
            self.__dict__["_person"] = found.order_by("pk").first()
        return self.__dict__["_person"]

    def author_id(self, viewer: Viewer) -> int | None:
        """What frames call the author; 0 for somebody who is not there."""
        if not self.author:
            return None
        person = self.person(viewer)
        return person.pk if person else 0

    def chips(self, viewer: Viewer) -> list[Chip]:
        """What narrows the list, one by one, each with the way to be rid of it."""
        found: list[tuple[str, Filter]] = []
        if self.scope != MINE:
            found.append((str(SCOPES[self.scope]), replace(self, scope=MINE)))
        if self.kind:
            found.append((str(kinds.find(self.kind).plural), replace(self, kind="")))
        if self.tag:
            tag = Tag.objects.filter(slug=self.tag).first()
            found.append((f"#{tag.name if tag else self.tag}", replace(self, tag="")))
        if self.author:
            person = self.person(viewer)
            name = person.name if person else f"@{self.author}"
            found.append((_("By %(name)s") % {"name": name}, replace(self, author="")))
        if self.since:
            since = {"day": date_format(self.since, "SHORT_DATE_FORMAT")}
            found.append((_("From %(day)s") % since, replace(self, since=None)))
        if self.until:
            until = {"day": date_format(self.until, "SHORT_DATE_FORMAT")}
            found.append((_("Until %(day)s") % until, replace(self, until=None)))
        if self.unread:
            found.append((_("Unread"), replace(self, unread=False)))
        return [Chip(label, f"?{rest.query}" if rest.query else "?scope=mine") for label, rest in found]


def unread_by(entries: QuerySet[Entry], viewer: Viewer) -> QuerySet[Entry]:
    """What has come to the reader's spaces from others, and they have not looked at."""
    if not viewer.is_authenticated:
        return entries.none()
    placed = Placement.objects.filter(entry=OuterRef(OuterRef("pk")), space=OuterRef("space"))
    here = Q(space=OuterRef("space")) | Q(Exists(placed))
    unseen = Membership.objects.filter(here, person=viewer).annotate(looked=Coalesce(F("seen_until"), F("joined_at")))
    # What is older than the longest absence is new nowhere: said apart, an index need not look there.
    mine = Membership.objects.filter(person=viewer).annotate(looked=Coalesce(F("seen_until"), F("joined_at")))
    entries = entries.filter(published_at__gt=Subquery(mine.order_by("looked").values("looked")[:1]))
    entries = entries.filter(Exists(unseen.filter(looked__lt=OuterRef("published_at"))))
    return not_looked_at(entries, viewer)


def not_looked_at(entries: QuerySet[Entry], viewer: User) -> QuerySet[Entry]:
    """Of others, whom and which the reader has not muted, and not seen one by one. The rail counts by the same."""
    mine = stances_of(viewer)
    entries = entries.exclude(author=viewer.pk).exclude(
        Exists(Seen.objects.filter(person=viewer, entry=OuterRef("pk")))
    )
    if mine.unheard:
        entries = entries.exclude(author__in=mine.unheard)
    return entries.exclude(pk__in=mine.entries_muted) if mine.entries_muted else entries


def _day(typed: str) -> date | None:
    try:
        found = parse_date(typed)
    except ValueError:
        return None
    return found if found is not None and 1990 <= found.year <= 2200 else None


def _midnight(day: date) -> datetime:
    return make_aware(datetime.combine(day, time()), get_current_timezone())
