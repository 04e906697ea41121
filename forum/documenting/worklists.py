"""What wants to be documented: solved and not written down, searched for and not found, written and of little help.

The lists are asked for when somebody looks, so they are never old: what is linked, left out or found is off them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from forum.models import LeftOut, Topic, TopicQuerySet
from intranet.accounts.models import User
from intranet.content.helpfulness import OfLittleHelp, of_little_help
from intranet.content.models import Entry, Link
from intranet.core.models import SiteSettings
from intranet.search import heard

# One who has it too is worth as much as so many who only looked.
VOICE = 10
BY_WORTH = ("-worth", "-pk")


def documenting(column: str) -> QuerySet[Link]:
    """The links of what is there, whoever may read it, and documents the entry of that column."""
    links = Link.objects.filter(target=OuterRef(column), relation=Link.Relation.DOCUMENTS)
    return links.exclude(source__state=Entry.State.DELETED)


def solved(viewer: User) -> TopicQuerySet:
    """The solved topics that this person reads."""
    found: TopicQuerySet = Topic.objects.visible_to(viewer)
    return found.listed().filter(accepted__isnull=False)


def undocumented(viewer: User, *, views: int | None = None, voices: int | None = None) -> QuerySet[Any]:
    """Solved, looked at by so many or met by so many others, and documented nowhere; what most have met first."""
    site = SiteSettings.current()
    views = site.documented_from_views if views is None else views
    voices = site.documented_from_voices if voices is None else voices
    left_out = LeftOut.objects.filter(list=LeftOut.List.UNDOCUMENTED, entry__isnull=False)
    found = solved(viewer).filter(Q(views_count__gte=views) | Q(votes_count__gte=voices))
    found = found.exclude(Exists(documenting("pk"))).exclude(pk__in=left_out.values("entry"))
    found = found.with_place().select_related("accepted__author__department")
    return found.annotate(worth=F("views_count") + VOICE * F("votes_count")).order_by(*BY_WORTH)


@dataclass(frozen=True)
class Missing:
    """Words that several people have searched for. ``found``: there was something, and nobody opened it."""

    line: heard.Line
    found: bool


def not_found(*, outside: bool) -> list[Missing]:
    """What customers (``outside``) or colleagues searched for and did not find, most people first. Who they were nobody
    knows, and words of fewer than three people are not shown; nor both together, since the difference would tell of
    fewer."""
    settled = LeftOut.objects.filter(list=LeftOut.List.NOT_FOUND, entry=None)
    rows = [Missing(line, found=False) for line in heard.found_nothing(outside=outside, settled=settled)]
    rows += [Missing(line, found=True) for line in heard.opened_nothing(outside=outside, settled=settled)]
    once: dict[str, Missing] = {}
    for row in sorted(rows, key=lambda one: (-one.line.people, -one.line.times, one.line.text)):
        once.setdefault(row.line.text, row)
    return list(once.values())


def unhelpful(viewer: User) -> list[OfLittleHelp]:
    """What readers found of little use, the worst first."""
    left_out = LeftOut.objects.filter(list=LeftOut.List.UNHELPFUL, entry__isnull=False)
    gone = set(left_out.values_list("entry", flat=True))
    return [one for one in of_little_help(viewer) if one.entry.entry_id not in gone]


def left_out(viewer: User, where: Iterable[str]) -> list[LeftOut]:
    """What was taken off these lists, newest first, as far as this person may read it."""
    rows = LeftOut.objects.filter(list__in=list(where)).select_related("by", "entry", "page").order_by("-pk")[:100]
    ids = {pk for row in rows for pk in (row.entry_id, row.page_id) if pk is not None}
    seen = set(Entry.objects.visible_to(viewer).filter(pk__in=ids).values_list("pk", flat=True))
    return [row for row in rows if row.entry_id is None or row.entry_id in seen]


@dataclass(frozen=True)
class Share:
    """Of the solved topics that a person reads so many are documented."""

    solved: int
    documented: int

    @property
    def percent(self) -> int | None:
        return round(100 * self.documented / self.solved) if self.solved else None


def share_documented(viewer: User) -> Share:
    found = solved(viewer)
    return Share(found.count(), found.filter(Exists(documenting("pk"))).count())
