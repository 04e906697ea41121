"""What came of each row that the customer system sent, and what is asked of its numbers and moments."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.utils.timezone import now
from django.utils.translation import gettext as _

from intranet.accounts.plain import plain

from .models import SyncRow

Outcome = SyncRow.Outcome
# Clocks differ; what lies further ahead would keep every later message out.
_AHEAD = timedelta(hours=1)


@dataclass
class Line:
    """What came of one row: ``fields`` are those that are different now, ``why`` a sentence."""

    external_id: str
    outcome: str = Outcome.UNCHANGED
    fields: list[str] = field(default_factory=list)
    why: str = ""

    @property
    def is_silent(self) -> bool:
        return self.outcome == Outcome.UNCHANGED and not self.why


def checked_number(typed: str) -> str:
    """The number as it is stored: something, in one line, that stands in an address."""
    number = plain(typed)
    if not number or len(number) > 80 or "/" in number:
        raise ValidationError(_("An identifier has one to 80 characters and no slash."))
    return number


def checked_moment(said: datetime) -> datetime:
    if said > now() + _AHEAD:
        raise ValidationError(_("This was changed in the future. Check the clock of the customer system."))
    return said


def is_older(said: datetime, known: datetime | None) -> bool:
    return known is not None and said < known


def outdated(known: datetime | None) -> str:
    return _("This is older than what is known here (%(when)s).") % {"when": known.isoformat() if known else ""}
