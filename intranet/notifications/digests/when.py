"""When a digest is due: reckoned on the clock of the person's zone, whatever was done to it meanwhile.

Nothing is counted on from the last one, so no mail wanders when the clocks are changed: of an hour that is skipped the
one after the change is meant, of an hour that comes twice the first (``core.zones``). A period is named by its day;
whatever was missed, by a worker that slept or a server that was down, is one digest and not many.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from intranet.core.zones import UnknownZone, instant_to_wall, wall_to_instant
from intranet.notifications.models import DigestWish

_HOUSE = "Europe/Rome"


class Due(NamedTuple):
    """The day a digest is for, and the moment at which it was, or will be, due."""

    day: date
    moment: datetime


class Times(NamedTuple):
    """How often, on which day of the week, at which hour, on which clock."""

    rhythm: str
    weekday: int
    hour: int
    zone: str


def times_of(wish: DigestWish, own_zone: str) -> Times:
    return Times(wish.rhythm, wish.weekday, wish.hour, wish.zone or own_zone)


def last_due(times: Times, moment: datetime) -> Due | None:
    """The last one that was due at that moment or before."""
    return _nearest(times, moment, range(1, -9, -1), past=True)


def next_due(times: Times, moment: datetime) -> Due | None:
    """The first one that will be due after that moment."""
    return _nearest(times, moment, range(-1, 9), past=False)


def unsent(times: Times, sent_for: date | None, moment: datetime) -> Due | None:
    """What is to be sent now: the last one that was due, unless it was dealt with."""
    due = last_due(times, moment)
    return due if due is not None and (sent_for is None or sent_for < due.day) else None


def _nearest(times: Times, moment: datetime, days: range, *, past: bool) -> Due | None:
    if times.rhythm == DigestWish.Rhythm.NEVER:
        return None
    zone = times.zone
    try:
        today = instant_to_wall(moment, zone).date()
    except UnknownZone:
        zone = _HOUSE
        today = instant_to_wall(moment, zone).date()
    for offset in days:
        day = today + timedelta(days=offset)
        if times.rhythm == DigestWish.Rhythm.WEEKLY and day.weekday() != times.weekday:
            continue
        at = wall_to_instant(day, time(times.hour), zone)
        if (at <= moment) == past:
            return Due(day, at)
    return None
