"""When a person wants to be left alone, and when that ends."""

from __future__ import annotations

from datetime import datetime, timedelta

from intranet.core.zones import instant_to_wall, wall_to_instant

from .models import QuietHours

# Quiet times may touch each other; more than a week of them is no quiet time but a person who has gone.
_MOST_IN_A_ROW = 9


def quiet_until(quiet: QuietHours | None, zone_name: str, moment: datetime) -> datetime | None:
    """The end of the quiet time that this moment falls into, or None when one may speak.

    Reckoned on the clocks of the person's zone, which is not the same as adding hours: a night from 22 to 7 has eight
    hours when the clocks are put forward, and ten when they are put back.
    """
    if quiet is None:
        return None
    found = None
    for _night in range(_MOST_IN_A_ROW):
        end = _end_of(quiet, zone_name, found or moment)
        if end is None:
            break
        found = end
    return found


def _end_of(quiet: QuietHours, zone_name: str, moment: datetime) -> datetime | None:
    if quiet.still_until is not None and moment < quiet.still_until:
        return quiet.still_until
    if quiet.begins is None or quiet.ends is None or not quiet.days:
        return None
    today = instant_to_wall(moment, zone_name).date()
    for day in (today - timedelta(days=1), today):
        if day.weekday() not in quiet.days:
            continue
        last = day if quiet.ends > quiet.begins else day + timedelta(days=1)
        begins = wall_to_instant(day, quiet.begins, zone_name)
        # Of a time that comes twice, the second: it is quiet for as long as the clock says so.
        ends = wall_to_instant(last, quiet.ends, zone_name, second=True)
        if begins <= moment < ends:
            return ends
    return None
