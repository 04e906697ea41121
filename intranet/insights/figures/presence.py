"""Who was here on which day, and how many people that makes by day, week and month."""

from __future__ import annotations

import datetime
import logging
from collections import Counter
from collections.abc import Callable, Iterator

from django.core.cache import cache
from django.db import DatabaseError

from intranet.accounts.models import User
from intranet.core.small_groups import Withheld, left_out
from intranet.insights.models import PresentDay

from .registry import Daily
from .scopes import ROLES, Scope
from .spans import house_today

log = logging.getLogger(__name__)


def note_presence(person: User) -> None:
    """One small write a day and person. An admin who looks through somebody's eyes does not make them present."""
    if person.is_system or "_people_known" in person.__dict__:
        return
    today = house_today()
    try:
        if cache.add(f"present:{person.pk}:{today}", 1, 24 * 3600):
            PresentDay.objects.bulk_create([PresentDay(person_id=person.pk, day=today)], ignore_conflicts=True)
    except DatabaseError:
        log.warning("Who was here could not be noted.")


def people_within(days: int) -> Callable[[datetime.date, datetime.date], Iterator[Daily]]:
    """How many were here on a day, or within so many days up to it: the whole house and each sort of people."""

    def daily(first: datetime.date, last: datetime.date) -> Iterator[Daily]:
        since = first - datetime.timedelta(days=days - 1)
        here: dict[datetime.date, list[tuple[int, str]]] = {}
        rows = PresentDay.objects.filter(day__range=(since, last)).values_list("day", "person_id", "person__kind")
        for day, person, kind in rows:
            here.setdefault(day, []).append((person, kind))
        within: Counter[tuple[int, str]] = Counter()
        day = since
        while day <= last:
            within.update(here.get(day, ()))
            gone = day - datetime.timedelta(days=days)
            within.subtract(here.get(gone, ()))
            within += Counter()
            if day >= first:
                yield from _of_day(day, list(within))
            day += datetime.timedelta(days=1)

    return daily


def _of_day(day: datetime.date, people: list[tuple[int, str]]) -> Iterator[Daily]:
    if not people:
        return
    yield Daily(day, "house", len(people), len(people))
    by_kind = Counter(kind for _person, kind in people if kind in ROLES)
    hidden = left_out(by_kind)
    for kind, count in sorted(by_kind.items()):
        protects = hidden.get(kind) == Withheld.OTHERS
        yield Daily(day, Scope.role(kind).key, count, count, protects=protects)
