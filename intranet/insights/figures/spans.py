"""From which day to which, by the house's clock; and over what parts of it a line is drawn."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Self

from django.core.exceptions import ValidationError
from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from django.utils.timezone import get_default_timezone, localdate
from django.utils.translation import gettext as _

LENGTHS = (7, 30, 90, 365)
USUAL = 30
LONGEST = 3 * 366
# Up to so many days each stands for itself; up to so many, weeks do; months beyond.
MOST_DAYS, MOST_WEEKS = 45, 190


def house_today() -> datetime.date:
    return localdate(timezone=get_default_timezone())


@dataclass(frozen=True)
class Step:
    """A day, a week or a month of a span, as far as the span covers it; with both its ends."""

    first: datetime.date
    last: datetime.date
    label: str


@dataclass(frozen=True)
class Span:
    """Whole days of the house, both ends included. What is not over yet is in no span."""

    first: datetime.date
    last: datetime.date

    @classmethod
    def of_days(cls, days: int, *, today: datetime.date | None = None) -> Self:
        """The last so many days that are over."""
        last = (today or house_today()) - datetime.timedelta(days=1)
        return cls(last - datetime.timedelta(days=days - 1), last)

    @classmethod
    def asked(cls, days: str = "", first: str = "", last: str = "", *, today: datetime.date | None = None) -> Self:
        """What somebody asked for. ValidationError, with a sentence, for what is no span."""
        today = today or house_today()
        if not first and not last:
            if days and (not days.isdecimal() or int(days) not in LENGTHS):
                raise ValidationError(_("Choose one of the lengths, or give two days."))
            return cls.of_days(int(days or USUAL), today=today)
        begins, ends = _day(first), _day(last)
        if begins is None or ends is None:
            raise ValidationError(_("Give two days, such as 2026-03-01."))
        if begins > ends:
            raise ValidationError(_("The first day comes after the last."))
        if ends >= today:
            ends = today - datetime.timedelta(days=1)
            if begins > ends:
                raise ValidationError(_("Only days that are over are counted."))
        if (ends - begins).days >= LONGEST:
            raise ValidationError(_("That is longer than three years."))
        return cls(begins, ends)

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    @property
    def before(self) -> Span:
        """As many days, right before."""
        return Span(self.first - datetime.timedelta(days=self.days), self.first - datetime.timedelta(days=1))

    @property
    def begins_at(self) -> datetime.datetime:
        return datetime.datetime.combine(self.first, datetime.time.min, tzinfo=get_default_timezone())

    @property
    def ends_at(self) -> datetime.datetime:
        """The moment at which it is over, which belongs to it no more."""
        return datetime.datetime.combine(
            self.last + datetime.timedelta(days=1), datetime.time.min, tzinfo=get_default_timezone()
        )

    @property
    def usual(self) -> int | None:
        """Which of the usual lengths up to yesterday it is."""
        return self.days if self.days in LENGTHS and self == Span.of_days(self.days) else None

    def steps(self) -> list[Step]:
        """Without a gap from the first day to the last."""
        found: list[Step] = []
        day = self.first
        while day <= self.last:
            end = min(self._end_of_step(day), self.last)
            found.append(Step(day, end, self._named(day, end)))
            day = end + datetime.timedelta(days=1)
        return found

    def _end_of_step(self, day: datetime.date) -> datetime.date:
        if self.days <= MOST_DAYS:
            return day
        if self.days <= MOST_WEEKS:
            return day + datetime.timedelta(days=6 - day.weekday())
        return (day.replace(day=28) + datetime.timedelta(days=4)).replace(day=1) - datetime.timedelta(days=1)

    def _named(self, first: datetime.date, last: datetime.date) -> str:
        if self.days <= MOST_DAYS:
            return date_format(first, _("j M"))
        if self.days <= MOST_WEEKS:
            return _("Week of %(day)s") % {"day": date_format(first, _("j M"))}
        return date_format(first, _("M Y"))


def _day(text: str) -> datetime.date | None:
    try:
        return parse_date(text.strip())
    except ValueError:
        return None
