"""Times as people say them, "three o'clock in Rome", and the moments they mean.

Twice a year a clock is put forward or back, and then a time on it means no moment, or two. One rule for everybody who
keeps a time for later (events, scheduled posts, reminders), the one calendars use (RFC 5545, 3.3.5):

* A time that is skipped is reckoned with the clock as it was before: 2:30 in the night of the spring change is 3:30
  on the new clock, half an hour after the change. Nothing is lost, and nothing happens early.
* A time that comes twice means the first.

Keep both: the time and zone that were written, which stay true when a country changes its rules, and the moment, by
which one sorts and waits. Lengths are added to moments: an hour before is an hour before, whatever the clocks do.
"""

from __future__ import annotations

import zoneinfo
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from functools import lru_cache

from django.conf import settings
from django.utils.translation import get_language

# Names in the database of zones that are no place where anybody lives, or an old word for one.
_NOWHERE = ("Etc/", "SystemV/", "US/", "posix/", "right/", "Brazil/", "Canada/", "Chile/", "Mexico/")


class UnknownZone(ValueError):
    """A time zone that nobody has heard of."""


class Change(StrEnum):
    """What a change of the clocks does to a time on a day."""

    SKIPPED = "skipped"
    TWICE = "twice"


@lru_cache(maxsize=1)
def zone_names() -> list[str]:
    """Places people say they live in, as zones: "Europe/Rome". No abbreviations, no historic names."""
    return sorted(name for name in zoneinfo.available_timezones() if "/" in name and not name.startswith(_NOWHERE))


@lru_cache(maxsize=512)
def zone(name: str) -> zoneinfo.ZoneInfo:
    """The time zone of that name. UnknownZone for anything that is none, whatever it looks like."""
    try:
        return zoneinfo.ZoneInfo(name)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise UnknownZone(name) from error


def wall_to_instant(day: date, at: time, zone_name: str, *, second: bool = False) -> datetime:
    """The moment (in UTC) when the clocks of that zone show that time; see above for the two nights a year.

    ``second`` is for an end that would otherwise lie before its beginning: of a time that comes twice, the second.
    """
    # With fold=0 Python takes the clock before the change both times: that is the rule.
    fold = int(second and clock_change(day, at, zone_name) is Change.TWICE)
    return datetime.combine(day, at.replace(tzinfo=None, fold=fold), tzinfo=zone(zone_name)).astimezone(UTC)


def instant_to_wall(moment: datetime, zone_name: str) -> datetime:
    """What the clocks of that zone show then, without a zone: to write down and to fill forms with."""
    return moment.astimezone(zone(zone_name)).replace(tzinfo=None, fold=0)


def start_of_day(day: date, zone_name: str) -> datetime:
    """The first moment of a day there. Where midnight is skipped, the day begins when the clocks have been put on."""
    return wall_to_instant(day, time.min, zone_name)


def end_of_day(day: date, zone_name: str) -> datetime:
    """The moment when a day ends there and the next begins: after 23, 24 or 25 hours."""
    return start_of_day(day + timedelta(days=1), zone_name)


def clock_change(day: date, at: time, zone_name: str) -> Change | None:
    """Whether that time is skipped there on that day, or comes twice: worth a word to whoever writes it."""
    here = zone(zone_name)
    first = datetime.combine(day, at.replace(tzinfo=None, fold=0), tzinfo=here)
    before, after = first.utcoffset(), first.replace(fold=1).utcoffset()
    if before == after or before is None or after is None:
        return None
    return Change.SKIPPED if before < after else Change.TWICE


def same_clock(zone_name: str, other: str, moment: datetime) -> bool:
    """Whether the clocks of two zones show the same at that moment: then nobody needs to be told both."""
    return moment.astimezone(zone(zone_name)).utcoffset() == moment.astimezone(zone(other)).utcoffset()


def city(zone_name: str) -> str:
    """The place a zone is named after, in the language that is active: "Rome" or "Roma" for Europe/Rome."""
    return _city(zone_name, get_language() or settings.LANGUAGE_CODE)


@lru_cache(maxsize=2048)
def _city(zone_name: str, language: str) -> str:
    from babel import Locale, UnknownLocaleError  # noqa: PLC0415 - most processes never name a zone
    from babel.dates import get_timezone_location  # noqa: PLC0415

    try:
        named = get_timezone_location(zone_name, locale=Locale.parse(language, sep="-"), return_city=True)
    except (LookupError, ValueError, UnknownLocaleError):
        named = zone_name.replace("_", " ")
    return named.rpartition("/")[2]
