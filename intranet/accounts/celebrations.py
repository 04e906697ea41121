"""Birthdays and anniversaries at work, of those who let them be seen.

Three things must agree: the person may be congratulated, the field's audience is the reader's, and the reader sees the
person at all. The year of a birth is told nobody here, whatever the page says.
"""

from __future__ import annotations

import calendar
import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db.models import CharField, Q, QuerySet
from django.db.models.functions import Cast, Substr
from django.utils.timezone import localdate, now

from intranet.core.prepared import prepared

from .models import User
from .models.people import UserQuerySet
from .profiles import field_called, may_see

DAYS_AHEAD = 7
BIRTHDAY, START = field_called("birthday"), field_called("started_on")


@dataclass(frozen=True)
class Celebration:
    """``years`` is 0 for a birthday; for an anniversary, how many they have been here."""

    person: User
    day: datetime.date
    years: int = 0

    @property
    def is_birthday(self) -> bool:
        return self.years == 0

    @property
    def is_today(self) -> bool:
        return self.day == localdate()


def celebrations_for(
    viewer: User, audiences: frozenset[str], *, today: datetime.date | None = None, most: int = 6
) -> list[Celebration]:
    """What there is to celebrate from today and in the days after, soonest first: one query. Others' only."""
    today = today or localdate()
    days = list(_days_from(today))
    if viewer.kind == User.Kind.STAFF and "_people_known" not in viewer.__dict__:
        asked = _colleagues_with_a_day(person=viewer.pk, moment=now(), days=tuple(days))
    else:
        asked = list(_with_a_day(User.objects.visible_to(viewer), viewer.pk, now(), days))
    found = [one for person in asked for one in _of(person, days, viewer, audiences)]
    return sorted(found, key=lambda one: (one.day, one.person.folded_name))[:most]


@prepared(person=int, moment=datetime.datetime)
def _colleagues_with_a_day(
    *, person: int, moment: datetime.datetime, days: tuple[datetime.date, ...]
) -> QuerySet[User]:
    """All staff know of each other."""
    return _with_a_day(User.objects.visible_to(User(pk=person, kind=User.Kind.STAFF)), person, moment, days)


def _with_a_day(
    people: UserQuerySet, but: int, moment: datetime.datetime, days: Iterable[datetime.date]
) -> QuerySet[User]:
    births: dict[int, list[int]] = {}
    starts = []
    for day in days:
        for month, number in _celebrated_on(day):
            births.setdefault(month, []).append(number)
            starts.append(f"{month:02}-{number:02}")
    # Who has such a day are few; whether they show it is asked of them, and not of everybody in the database.
    wanted = Q(celebrate_start=True, start_day__in=starts)
    for month, numbers in births.items():
        wanted |= Q(celebrate_birthday=True, birth_month=month, birth_day__in=numbers)
    colleagues = people.active(moment).staff().exclude(pk=but)
    # A date as text is the same in every database, and the months of a date are slow to take out in some.
    return colleagues.alias(start_day=Substr(Cast("started_on", CharField()), 6, 5)).filter(wanted).with_byline()


def _of(person: User, days: list[datetime.date], viewer: User, audiences: frozenset[str]) -> Iterator[Celebration]:
    birthday_shown = person.celebrate_birthday and may_see(person, BIRTHDAY, viewer, audiences)
    start_shown = person.celebrate_start and may_see(person, START, viewer, audiences)
    for day in days:
        dates = _celebrated_on(day)
        if birthday_shown and (person.birth_month, person.birth_day) in dates:
            yield Celebration(person, day)
        started = person.started_on
        if start_shown and started is not None and (started.month, started.day) in dates:
            years = day.year - started.year
            if years > 0:
                yield Celebration(person, day, years)


def _days_from(today: datetime.date) -> Iterator[datetime.date]:
    return (today + datetime.timedelta(days=ahead) for ahead in range(DAYS_AHEAD))


def _celebrated_on(day: datetime.date) -> list[tuple[int, int]]:
    """The dates (month, day) that are celebrated on ``day``. The 29th of February, in other years, on the 28th."""
    dates = [(day.month, day.day)]
    if dates == [(2, 28)] and not calendar.isleap(day.year):
        dates.append((2, 29))
    return dates
