"""The times at which one wants to be reminded most often, on the clock of whoever asks."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any

from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from intranet.core.zones import instant_to_wall, wall_to_instant

MORNING = time(9)
TIMES: dict[str, Any] = {
    "20-minutes": _("In 20 minutes"),
    "1-hour": _("In 1 hour"),
    "3-hours": _("In 3 hours"),
    "tomorrow": _("Tomorrow morning"),
    "monday": _("Next Monday"),
}
_SOON = {
    "20-minutes": timedelta(minutes=20),
    "1-hour": timedelta(hours=1),
    "3-hours": timedelta(hours=3),
}


def moment_of(name: str, zone: str, *, at: datetime | None = None) -> datetime | None:
    """The moment that one of ``TIMES`` means now in that zone; None for a name that is none of them."""
    at = at or now()
    if name in _SOON:
        return at + _SOON[name]
    today = instant_to_wall(at, zone).date()
    match name:
        case "tomorrow":
            return wall_to_instant(today + timedelta(days=1), MORNING, zone)
        case "monday":
            return wall_to_instant(today + timedelta(days=7 - today.weekday()), MORNING, zone)
    return None


def offered(zone: str, *, at: datetime | None = None) -> list[tuple[str, Any, datetime]]:
    """(name, label, moment) of each, soonest first and none twice: on a Sunday tomorrow is Monday."""
    at = at or now()
    found: list[tuple[str, Any, datetime]] = []
    for name, label in TIMES.items():
        moment = moment_of(name, zone, at=at)
        if moment is not None and moment not in [other for _name, _label, other in found]:
            found.append((name, label, moment))
    return found
