"""When an answer is due: so many hours after a customer spoke, counted while the office is open.

Pure: what it is asked with decides the answer, so a test with a frozen clock and one without agree.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from intranet.core.zones import instant_to_wall, wall_to_instant

# Nobody promises an answer for later than this; it also ends a search among days that never open.
_FURTHEST_DAYS = 400


@dataclass(frozen=True)
class Office:
    """The days (0 is Monday) and the hours in which the house answers, on the clocks of one zone."""

    days: Collection[int]
    opens: time
    closes: time
    zone: str

    @property
    def hours_a_day(self) -> int:
        """How long it is open on one of its days, in whole hours."""
        minutes = (self.closes.hour - self.opens.hour) * 60 + self.closes.minute - self.opens.minute
        return max(minutes // 60, 1)

    def open_on(self, day_of: datetime, moment: datetime) -> tuple[datetime, datetime] | None:
        """What is left of the opening of that day after ``moment``."""
        day = day_of.date()
        if day.weekday() not in self.days:
            return None
        begins = max(wall_to_instant(day, self.opens, self.zone), moment)
        ends = wall_to_instant(day, self.closes, self.zone)
        return (begins, ends) if begins < ends else None


def due_after(moment: datetime, hours: int, office: Office | None = None) -> datetime:
    """The moment by which somebody who spoke at ``moment`` is to be answered."""
    left = timedelta(hours=hours)
    if office is None:
        return moment + left
    first = instant_to_wall(moment, office.zone)
    for ahead in range(_FURTHEST_DAYS):
        if (stretch := office.open_on(first + timedelta(days=ahead), moment)) is None:
            continue
        begins, ends = stretch
        if ends - begins >= left:
            return begins + left
        left -= ends - begins
    return moment + timedelta(hours=hours)
