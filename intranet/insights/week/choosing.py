"""What stands on the list: of each sort a few, together no more than fifteen minutes. Pure but for what waits."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.timezone import get_default_timezone, localdate

from intranet.accounts.models import User

from .chores import Chore, all_chores

MOST_MINUTES = 15
# Of what waits of one sort, for each of which a policy is asked.
LOOKED_AT = 40


@dataclass(frozen=True)
class Chosen:
    chore: Chore
    entry: Any


def week_of(at: datetime.datetime) -> datetime.date:
    """The Monday of that week, on the clock of the house."""
    day = localdate(at, get_default_timezone())
    return day - datetime.timedelta(days=day.weekday())


def choose(person: User) -> list[Chosen]:
    """Of each sort as many as it may have while there are minutes left, in the order of the sorts."""
    left = MOST_MINUTES
    found: list[Chosen] = []
    for chore in all_chores():
        for entry in _first(chore, person):
            if chore.minutes > left:
                break
            left -= chore.minutes
            found.append(Chosen(chore, entry))
    return found


def _first(chore: Chore, person: User) -> Iterator[Any]:
    """What this person can do something about: what is others' to decide is no work of theirs."""
    looked_at = chore.waiting(person)[:LOOKED_AT]
    yield from islice((entry for entry in looked_at if chore.deeds_of(person, entry)), chore.most)


def is_due(*, day: int, hour: int, zone: str, sent_for: datetime.date | None, at: datetime.datetime) -> bool:
    """Once a week, from that hour of that day on, on that person's clock; later where nobody was awake then, and never
    twice. The hour that a spring night has not is the next one."""
    local = at.astimezone(ZoneInfo(zone))
    monday = local.date() - datetime.timedelta(days=local.weekday())
    return sent_for != monday and (local.weekday(), local.hour) >= (day, hour)


def monday_of(at: datetime.datetime, zone: str) -> datetime.date:
    day = at.astimezone(ZoneInfo(zone)).date()
    return day - datetime.timedelta(days=day.weekday())
