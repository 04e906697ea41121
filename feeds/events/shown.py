"""When an event is, in words, for the zone of whoever reads (Django's current one)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from feeds.models import Event
from intranet.core import zones
from intranet.spaces.audiences import seen_by_customers


@dataclass(frozen=True)
class Shown:
    """``day`` for the plaque; ``line`` is the time where one reads, ``elsewhere`` where the event is, if the clocks
    there show another."""

    day: date
    last_day: date
    line: str
    elsewhere: str
    begins: datetime

    @property
    def weekday(self) -> str:
        return date_format(self.day, "D")

    @property
    def month(self) -> str:
        return date_format(self.day, "F")

    @property
    def short_month(self) -> str:
        return date_format(self.day, "M")

    @property
    def sentence(self) -> str:
        """All of it in one line, for lists and for who hears it read."""
        return ", ".join(part for part in (date_format(self.day, "l j F Y"), self.line, self.elsewhere) if part)


def shown(event: Event) -> Shown:
    if event.all_day:
        line = _("All day")
        if event.is_several_days:
            line = _("All day, until %(day)s") % {"day": _day(event.ends_on)}
        return Shown(event.starts_on, event.ends_on, line, "", event.begins)
    here = timezone.get_current_timezone_name()
    begins, finishes = timezone.localtime(event.begins), timezone.localtime(event.finishes)
    last = (finishes - timedelta(microseconds=1)).date()
    line = _span(begins, finishes)
    there = event.begins.astimezone(zones.zone(event.time_zone))
    same = there.utcoffset() == begins.utcoffset()
    if _read_anywhere(event):
        # Where a guest is, nobody knows: both places are named.
        city = zones.city(event.time_zone if same else here)
        line = _("%(time)s in %(city)s") % {"time": line, "city": city}
    elif not same:
        line = _("%(time)s your time") % {"time": line}
    elsewhere = "" if same else _there(there, begins.date(), event.time_zone)
    return Shown(begins.date(), last, line, elsewhere, event.begins)


def dates_of(event: Event) -> tuple[date, date]:
    """The first and the last day, where one reads."""
    if event.all_day:
        return event.starts_on, event.ends_on
    last = timezone.localtime(event.finishes - timedelta(microseconds=1)).date()
    return timezone.localtime(event.begins).date(), last


def _span(begins: datetime, finishes: datetime) -> str:
    start, end = date_format(begins, "H:i"), date_format(finishes, "H:i")
    if (finishes - timedelta(microseconds=1)).date() != begins.date():
        return _("%(start)s to %(day)s, %(end)s") % {"start": start, "day": _day(finishes.date()), "end": end}
    return _("%(start)s to %(end)s") % {"start": start, "end": end}


def _there(there: datetime, here: date, zone_name: str) -> str:
    words = {"time": date_format(there, "H:i"), "city": zones.city(zone_name), "day": _day(there.date())}
    if there.date() != here:
        return _("%(day)s, %(time)s in %(city)s") % words
    return _("%(time)s in %(city)s") % words


def _day(day: date) -> str:
    return date_format(day, "D j F")


def _read_anywhere(event: Event) -> bool:
    visibility = event.space.visibility if event.space is not None else ""
    return seen_by_customers(event.audience, visibility)
