"""What a space was, in figures: for the closing report of a pilot.

Spaces know who belongs to them. What was said there is told by the apps above, which register in their ``ready()``.
Nobody is named, and a group of fewer than five people is not counted out: it could be guessed who they are.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count
from django.utils.timezone import localdate

from intranet.core.medians import median
from intranet.core.small_groups import FEWEST, countable, left_out

from .models import Membership, Pilot, Space

MOST_TAGS = 8


@dataclass
class Said:
    """What one app adds. ``people`` are the ids of those who did something, to be counted together, never shown."""

    counts: dict[str, int] = field(default_factory=dict)
    people: set[int] = field(default_factory=set)
    first: datetime.datetime | None = None
    last: datetime.datetime | None = None
    # (tag, uses, people who used it)
    tags: list[tuple[str, int, int]] = field(default_factory=list)
    # Hours from a post to its first answer, one number for each post that got one.
    answered_after: list[float] = field(default_factory=list)


Teller = Callable[[Space, datetime.date], Said]
_tellers: dict[str, Teller] = {}


def tells(name: str, teller: Teller) -> None:
    """``teller(space, since)`` says what happened in a space from that day on."""
    _tellers[name] = teller


def report_on(pilot: Pilot) -> dict[str, Any]:
    """The figures of a pilot as JSON. ``None`` stands for a group too small to be counted."""
    space = pilot.space
    said = [tell(space, pilot.begins_on) for tell in _tellers.values()]
    people = set().union(*(one.people for one in said)) if said else set()
    hours = [hour for one in said for hour in one.answered_after]
    firsts = [one.first for one in said if one.first]
    lasts = [one.last for one in said if one.last]
    counts: dict[str, int] = {}
    for one in said:
        for name, count in one.counts.items():
            counts[name] = counts.get(name, 0) + count
    return {
        "goal": pilot.goal,
        "begins_on": pilot.begins_on.isoformat(),
        "ends_on": pilot.ends_on.isoformat(),
        "made_on": localdate().isoformat(),
        "members": Membership.objects.filter(space=space).count(),
        "active": countable(len(people)),
        "counts": counts,
        "first": min(firsts).isoformat() if firsts else None,
        "last": max(lasts).isoformat() if lasts else None,
        "answered": len(hours),
        "answered_after": _middle(hours) if len(people) >= FEWEST else None,
        "tags": [{"name": name, "uses": uses} for one in said for name, uses, users in one.tags if users >= FEWEST][
            :MOST_TAGS
        ],
        "departments": _departments(space),
    }


def _middle(hours: list[float]) -> float | None:
    middle = median(hours)
    return round(middle, 1) if middle is not None and len(hours) >= FEWEST else None


def _departments(space: Space) -> list[dict[str, Any]]:
    """Where the members work. What is left out is at least two departments or nobody, so that no difference between
    the whole and what is shown tells the size of one."""
    rows = (
        Membership.objects.filter(space=space)
        .exclude(person__department=None)
        .values("person__department__name")
        .annotate(n=Count("pk"))
        .order_by("-n", "person__department__name")
    )
    found = [(row["person__department__name"], row["n"]) for row in rows]
    hidden = left_out(dict(found))
    return [{"name": name, "members": n} for name, n in found if name not in hidden]
