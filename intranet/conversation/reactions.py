"""Reactions as pages show them: what there is, and what this reader has given."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from intranet.accounts.models import User
from intranet.content.models import Entry
from intranet.content.stances import blocked_by
from intranet.spaces.audiences import Viewer

from .models import Reaction
from .personal import given_by

# Of one sort, the names that are shown; the rest is a number.
MOST_NAMES = 50


def mark_mine(entries: Iterable[Any], viewer: Viewer | None) -> None:
    """Set ``entry.mine``, the sorts this viewer has given, on each of a page of entries: one query. Nobody (None)
    has given any."""
    entries = list(entries)
    given = given_by(viewer, [entry.entry_id for entry in entries])
    for entry in entries:
        entry.mine = given.get(entry.entry_id, frozenset())


@dataclass(frozen=True)
class Choice:
    """One sort of reaction on one entry, for one reader."""

    sort: str
    label: Any
    count: int
    mine: bool


_LABELS = list(Reaction.Sort.choices)


def choices_for(entry: Any) -> list[Choice]:
    """All six sorts with their counts; ``mine`` as far as ``mark_mine`` has been asked."""
    counts, mine = entry.reaction_counts, getattr(entry, "mine", ())
    return [Choice(sort, label, counts.get(sort, 0), sort in mine) for sort, label in _LABELS]


@dataclass(frozen=True)
class Givers:
    sort: str
    label: Any
    count: int
    people: list[User]
    more: int


def who_reacted(entry: Entry, viewer: Viewer) -> list[Givers]:
    """Who gave what, latest first. Whoever may read the entry may read these names, as those of its comments; whom this
    reader has blocked is counted and not named."""
    blocked = blocked_by(viewer)
    found = []
    for sort, label in _LABELS:
        count = entry.reaction_counts.get(sort, 0)
        if not count:
            continue
        rows = Reaction.objects.filter(entry_id=entry.entry_id, sort=sort).exclude(person__in=blocked)
        people = [row.person for row in rows.select_related("person").order_by("-pk")[:MOST_NAMES]]
        found.append(Givers(sort, label, count, people, max(count - len(people), 0)))
    return found
