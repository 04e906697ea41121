"""Somebody's list as it stands now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from intranet.accounts.models import User
from intranet.content.kinds import hydrate
from intranet.content.models import Entry
from intranet.insights.models import WeekTask

from . import actions
from .choosing import MOST_MINUTES
from .chores import Chore, Deed, known


@dataclass
class Line:
    """``is_done``: ticked, or nothing waits there any more."""

    task: WeekTask
    chore: Chore
    entry: Any
    why: str
    is_done: bool
    deeds: list[Deed]


@dataclass
class WeekList:
    lines: list[Line]

    @property
    def open(self) -> list[Line]:
        return [one for one in self.lines if not one.is_done]

    @property
    def minutes(self) -> int:
        return sum(one.task.minutes for one in self.open)

    @property
    def most_minutes(self) -> int:
        return MOST_MINUTES

    @property
    def done(self) -> int:
        return len(self.lines) - len(self.open)


def week_list(person: User, *, at: datetime | None = None) -> WeekList:
    """What this person may still read of it; one question for each sort that stands on it."""
    tasks = actions.make_list(person, at=at)
    ids = [task.entry_id for task in tasks]
    seen = {one.pk: one for one in hydrate(list(Entry.objects.visible_to(person).filter(pk__in=ids)), person)}
    still = {key: _still(key, person, tasks) for key in {task.chore for task in tasks}}
    lines = []
    for task in tasks:
        chore, entry = known(task.chore), seen.get(task.entry_id)
        if chore is None or entry is None:
            continue
        waits = still[task.chore].get(task.entry_id)
        is_done = task.done_at is not None or waits is None
        deeds = [] if is_done else chore.deeds_of(person, waits)
        lines.append(Line(task, chore, waits or entry, chore.why(waits) if waits is not None else "", is_done, deeds))
    return WeekList(lines)


def _still(key: str, person: User, tasks: list[WeekTask]) -> dict[int, Any]:
    chore = known(key)
    if chore is None:
        return {}
    ids = [task.entry_id for task in tasks if task.chore == key]
    return {one.pk: one for one in chore.waiting(person).filter(pk__in=ids)}
