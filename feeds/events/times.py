"""What was written about the time of an event, and the moments it means."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from intranet.core import zones
from intranet.core.zones import Change, UnknownZone

LONGEST = timedelta(days=366)
UNLESS_TOLD = timedelta(hours=1)
EARLIEST, LATEST = date(2000, 1, 1), date(2200, 1, 1)


@dataclass(frozen=True)
class Times:
    """When an event is, as its row keeps it. Made by ``times_of``."""

    time_zone: str
    all_day: bool
    starts_on: date
    starts_at: time | None
    ends_on: date
    ends_at: time | None
    begins: datetime
    finishes: datetime


def times_of(
    *,
    time_zone: str,
    starts_on: date,
    starts_at: time | None = None,
    ends_on: date | None = None,
    ends_at: time | None = None,
    all_day: bool = False,
) -> Times:
    """Check what was written and find the moments. Without an end it lasts an hour, or the day.

    A time that the clocks skip that night becomes the one they show then, so that nobody reads a time that never
    was; one that comes twice is the first (core.zones).
    """
    _check(time_zone, starts_on, ends_on)
    if all_day:
        return _days(time_zone, starts_on, ends_on or starts_on)
    if starts_at is None:
        raise ValidationError({"starts_at": _("Say when it begins, or that it takes all day.")})
    begins, starts_on, starts_at = _shown(starts_on, starts_at, time_zone)
    if ends_at is None and (ends_on is None or ends_on == starts_on):
        finishes = begins + UNLESS_TOLD
        wall = zones.instant_to_wall(finishes, time_zone)
        ends_on, ends_at = wall.date(), wall.time()
    elif ends_at is None:
        raise ValidationError({"ends_at": _("Say at what time it ends.")})
    else:
        day, at = ends_on or starts_on, ends_at
        finishes, ends_on, ends_at = _shown(day, at, time_zone)
        if finishes <= begins:
            # "From 2:30 to 2:30" in the night that has that time twice.
            finishes = zones.wall_to_instant(ends_on, ends_at, time_zone, second=True)
    _check_length(begins, finishes, "ends_at")
    return Times(time_zone, False, starts_on, starts_at, ends_on, ends_at, begins, finishes)


def skipped_time(day: date, at: time, time_zone: str) -> bool:
    """Whether the clocks skip that time: worth a word to whoever wrote it."""
    return zones.clock_change(day, at, time_zone) is Change.SKIPPED


def _days(time_zone: str, first: date, last: date) -> Times:
    if last < first:
        raise ValidationError({"ends_on": _("It ends before it begins.")})
    begins, finishes = zones.start_of_day(first, time_zone), zones.end_of_day(last, time_zone)
    _check_length(begins, finishes, "ends_on")
    return Times(time_zone, True, first, None, last, None, begins, finishes)


def _shown(day: date, at: time, time_zone: str) -> tuple[datetime, date, time]:
    """The moment, and the day and time as the clocks show it: to the minute."""
    at = at.replace(second=0, microsecond=0, tzinfo=None)
    moment = zones.wall_to_instant(day, at, time_zone)
    wall = zones.instant_to_wall(moment, time_zone)
    return moment.astimezone(UTC), wall.date(), wall.time()


def _check(time_zone: str, starts_on: date, ends_on: date | None) -> None:
    try:
        zones.zone(time_zone)
    except UnknownZone:
        raise ValidationError({"time_zone": _("Choose a time zone from the list.")}) from None
    for name, day in (("starts_on", starts_on), ("ends_on", ends_on)):
        if day is not None and not EARLIEST <= day <= LATEST:
            raise ValidationError({name: _("This date is too far away.")})


def _check_length(begins: datetime, finishes: datetime, field: str) -> None:
    if finishes <= begins:
        raise ValidationError({field: _("It ends before it begins.")})
    if finishes - begins > LONGEST:
        raise ValidationError({field: _("An event lasts a year at most.")})
