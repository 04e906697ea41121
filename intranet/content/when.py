"""A time that somebody sets for later: what the clock will show, where that clock hangs, and the moment it means."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.timezone import now
from django.utils.translation import gettext as _

from intranet.core.zones import instant_to_wall, wall_to_instant

# Later than this is a mistake in the year more often than a wish.
FURTHEST = timedelta(days=366)


@dataclass(frozen=True)
class When:
    """The day and the time as they were written, in the zone of whoever wrote them."""

    day: date
    clock: time
    zone: str

    @classmethod
    def at(cls, moment: datetime, zone: str) -> When:
        wall = instant_to_wall(moment, zone)
        return cls(wall.date(), wall.time(), zone)

    @property
    def moment(self) -> datetime:
        return wall_to_instant(self.day, self.clock, self.zone)

    def check(self) -> None:
        """ValidationError, with a sentence, for a time that has passed or is too far off."""
        moment = self.moment
        if moment <= now():
            raise ValidationError(_("This time has passed already. Choose a later one."), code="passed")
        if moment > now() + FURTHEST:
            raise ValidationError(_("That is more than a year away. Choose an earlier time."), code="too_far")

    def check_before(self, latest: datetime | None) -> None:
        """ValidationError, with a sentence, for a time at which it would be of no use any more."""
        if latest is not None and self.moment >= latest:
            said = date_format(instant_to_wall(latest, self.zone), "j F, H:i")
            raise ValidationError(
                _("That is too late for it. Choose a time before %(moment)s."), code="too_late", params={"moment": said}
            )
