"""The one engine behind the page, the catch-up, the mails and the first page of customers.

What it does, always in this order and the same for the same data: gather candidates from the sources; leave out what
the person may not read, has muted or wrote; join what is about one thing; give each its points; take the best within
the caps and the minutes. A fixed number of queries, however much there is.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from math import ceil
from typing import Any

from django.db.models.functions import Length
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from intranet.accounts.models import User
from intranet.content import kinds
from intranet.content.models import Entry, TaggedEntry
from intranet.content.stances import Stances, stances_of
from intranet.core.text import excerpt
from intranet.notifications import subjects

from . import reasons, tastes
from .sources import EVERYDAY, Candidate, gather

MOST_ITEMS = 10
FIVE_MINUTES = 300
# Of one space and of one kind, as long as there is something else.
MOST_OF_A_PLACE = 3
MOST_OF_A_KIND = 4
# Some 220 words a minute, for people who read what is meant for them; nobody skims longer than that.
_LETTERS_A_SECOND = 22
_SHORTEST, _LONGEST = 8, 90
_A_TASTE = 12
_MOST_BY_TASTE = 60
_FRESHEST = 10
_LIVELIEST = 20
_CLOSE = 15


@dataclass
class Item:
    """One thing of a digest, for one person. ``points`` say how its place came about: (why, how many)."""

    entry: Entry
    reason: str
    reason_text: str
    icon: str
    seconds: int
    at: datetime
    score: float
    more: int = 0
    title: str = ""
    place: str = ""
    points: list[tuple[str, int]] = field(default_factory=list)
    verdict: int = 0

    @property
    def url(self) -> str:
        return self.entry.address

    @property
    def why_ranked(self) -> list[str]:
        return [_("%(why)s: %(points)+d") % {"why": why, "points": points} for why, points in self.points if points]

    @property
    def kind(self) -> kinds.Kind:
        return kinds.kind_of(self.entry)

    @property
    def minutes(self) -> int:
        return max(1, ceil(self.seconds / 60))


@dataclass(eq=False)
class _Lot:
    """What is about one thing, with what is known of its entry. No words yet."""

    best: Candidate
    row: Mapping[str, Any]
    tags: Sequence[int]
    weight: float
    more: int = 0
    score: float = 0
    seconds: int = 0
    points: list[tuple[str, int]] = field(default_factory=list)

    @property
    def place(self) -> str:
        return self.best.subject or (f"space_{self.row['space']}" if self.row["space"] else self.row["audience"])


def pick(
    person: User,
    since: datetime,
    until: datetime,
    n: int = MOST_ITEMS,
    budget_seconds: int = FIVE_MINUTES,
    *,
    mode: str = EVERYDAY,
    repeats: bool = True,
) -> list[Item]:
    """The best ``n`` things since then that are read within the budget, the best first. Without ``repeats``, nothing
    that only stands there still since the digest before."""
    found = gather(person, since, until, mode=mode)
    lots = _lots(person, [one for one in found if repeats or not one.told])
    _rank(lots, person, since, until)
    # The higher score, the newer, the higher number: no two are alike.
    lots.sort(key=lambda lot: (-lot.score, -lot.best.moment.timestamp(), -lot.best.entry))
    return still_readable(_written(_chosen(lots, n, budget_seconds), person), person)


def still_readable(items: Sequence[Item], person: User) -> list[Item]:
    """Those that this person may read now, with their words as they are now: asked again by whoever sends or shows what
    was picked before."""
    wanted = {item.entry.entry_id for item in items} | {item.entry.root_entry_id for item in items}
    found = Entry.objects.visible_to(person).published().without_blocked(person).with_people().in_bulk(wanted)
    names = subjects.names_of({item.entry.audience for item in items}, person)
    shown = []
    for item in items:
        entry, root = found.get(item.entry.entry_id), found.get(item.entry.root_entry_id)
        if entry is None or root is None:
            continue
        item.entry = entry
        item.title = root.title or excerpt(root.body_text, 90) or str(kinds.kind_of(root).label)
        place = names.get(entry.audience, "") or (entry.space.name if entry.space is not None else "")
        # A conversation of two is called by the other's name, which stands there already.
        item.place = "" if place == entry.author.name else place
        shown.append(item)
    return shown


# --- What there is ----------------------------------------------------------------------------------------------------


def _lots(person: User, candidates: Iterable[Candidate]) -> list[_Lot]:
    candidates = list(candidates)
    if not candidates:
        return []
    rows = _rows(person, {candidate.entry for candidate in candidates})
    tags: dict[int, list[int]] = {}
    tagged = TaggedEntry.objects.filter(content_object__in=list(rows)).order_by("content_object", "tag")
    for entry, tag in tagged.values_list("content_object", "tag"):
        tags.setdefault(entry, []).append(tag)
    mine = stances_of(person)
    lots: dict[str, _Lot] = {}
    counted: dict[str, set[int]] = {}
    for candidate in candidates:
        row = rows.get(candidate.entry)
        if row is None or row["author"] == person.pk or _is_muted(row, candidate, mine):
            continue
        about = candidate.subject or f"entry_{row['root'] or row['pk']}"
        counted.setdefault(about, set()).add(candidate.entry)
        weight = reasons.find(candidate.reason).weight + candidate.weight
        lot = lots.get(about)
        if lot is None or (weight, candidate.moment, candidate.entry) > (lot.weight, lot.best.moment, lot.best.entry):
            lots[about] = _Lot(candidate, row, tags.get(candidate.entry, ()), weight)
    for about, lot in lots.items():
        lot.more = len(counted[about]) - 1
    return list(lots.values())


def _rows(person: User, numbers: set[int]) -> dict[int, Mapping[str, Any]]:
    """What the points are reckoned from, of those that may be read. One query, and none of the words."""
    entries = Entry.objects.visible_to(person).published().without_blocked(person).filter(pk__in=numbers)
    fields = ("pk", "kind", "author", "space", "root", "audience", "comments_count", "votes_count", "reaction_counts")
    return {row["pk"]: row for row in entries.values(*fields, letters=Length("body_text"))}


def _is_muted(row: Mapping[str, Any], candidate: Candidate, mine: Stances) -> bool:
    if reasons.find(candidate.reason).loud:
        return False
    return (
        row["author"] in mine.people_muted
        or row["space"] in mine.spaces_muted
        or (row["root"] or row["pk"]) in mine.entries_muted
    )


# --- What it is worth -------------------------------------------------------------------------------------------------


def _rank(lots: Sequence[_Lot], person: User, since: datetime, until: datetime) -> None:
    wanted = tastes.weights_of(person)
    followed = stances_of(person).people_followed
    usual = _usual(lots)
    span = max((until - since).total_seconds(), 1)
    for lot in lots:
        row = lot.row
        age = min(max((lot.best.moment - since).total_seconds() / span, 0), 1)
        liked = sum(wanted.get(feature, 0) for feature in _features(lot))
        lot.points = [
            (_("The reason"), round(lot.weight)),
            (_("How much is said about it, against what is usual there"), _lively(row, usual[lot.place])),
            (_("How new it is"), round(_FRESHEST * age)),
            (_("You follow who wrote it"), _CLOSE if row["author"] in followed else 0),
            (_("More of it"), min(10, 2 * lot.more)),
            (_("What you want more and less of"), max(-_MOST_BY_TASTE, min(_MOST_BY_TASTE, _A_TASTE * liked))),
        ]
        lot.score = sum(points for _why, points in lot.points)
        lot.seconds = lot.best.seconds or min(_LONGEST, max(_SHORTEST, row["letters"] // _LETTERS_A_SECOND))


def _features(lot: _Lot) -> list[str]:
    row = lot.row
    return tastes.features_of(kind=row["kind"], author=row["author"], space=row["space"], tags=lot.tags)


def _said_about(row: Mapping[str, Any]) -> int:
    return row["comments_count"] + row["votes_count"] + sum((row["reaction_counts"] or {}).values())


def _usual(lots: Sequence[_Lot]) -> dict[str, float]:
    """How much is said about one thing there, on average: in a loud place ten words are nothing."""
    sums: Counter[str] = Counter()
    numbers: Counter[str] = Counter()
    for lot in lots:
        sums[lot.place] += _said_about(lot.row)
        numbers[lot.place] += 1
    return {place: sums[place] / number for place, number in numbers.items()}


def _lively(row: Mapping[str, Any], usual: float) -> int:
    return min(_LIVELIEST, round(8 * _said_about(row) / (1 + usual)))


# --- What is taken ----------------------------------------------------------------------------------------------------


def _chosen(lots: Sequence[_Lot], n: int, budget: int) -> list[_Lot]:
    """From the best down, what fits; first within the caps, then, where there is room left, without them."""
    taken: list[_Lot] = []
    lots = [lot for lot in lots if lot.score > 0]
    places: Counter[str] = Counter()
    sorts: Counter[str] = Counter()
    left = budget
    for capped in (True, False):
        for lot in lots:
            if len(taken) == n:
                break
            if lot.seconds > left or lot in taken:
                continue
            full = places[lot.place] >= MOST_OF_A_PLACE or sorts[lot.row["kind"]] >= MOST_OF_A_KIND
            if capped and full and not reasons.find(lot.best.reason).loud:
                continue
            taken.append(lot)
            places[lot.place] += 1
            sorts[lot.row["kind"]] += 1
            left -= lot.seconds
    return sorted(taken, key=lots.index)


def _written(lots: Sequence[_Lot], person: User) -> list[Item]:
    verdicts = tastes.verdicts_of(person, [lot.best.entry for lot in lots])
    items = []
    for lot in lots:
        reason = reasons.find(lot.best.reason)
        entry = Entry(pk=lot.row["pk"], kind=lot.row["kind"], root_id=lot.row["root"], audience=lot.row["audience"])
        items.append(
            Item(
                entry=entry,
                reason=reason.key,
                reason_text=reason.said(lot.best.said),
                icon=reason.icon,
                seconds=lot.seconds,
                at=lot.best.moment,
                score=lot.score,
                more=lot.more,
                points=lot.points,
                verdict=verdicts.get(lot.best.entry, 0),
            )
        )
    return items


def reading_time(items: Sequence[Item]) -> str:
    """ "3 minutes" for all of them."""
    minutes = max(1, ceil(sum(item.seconds for item in items) / 60))
    return ngettext("%(count)d minute", "%(count)d minutes", minutes) % {"count": minutes}


def last_days(until: datetime, days: int) -> datetime:
    return until - timedelta(days=days)
