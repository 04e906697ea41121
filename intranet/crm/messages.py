"""What the customer system says of a company or a person, as one row each."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.utils.timezone import now
from django.utils.translation import gettext as _
from ninja import Schema
from pydantic import AwareDatetime, Field

from intranet.accounts.plain import plain

from .models import SyncRow

Outcome = SyncRow.Outcome
# Clocks differ; what lies further ahead would keep every later message out.
_AHEAD = timedelta(hours=1)


class CompanySaid(Schema):
    """``None`` is not said, and stays as it is."""

    updated_at: AwareDatetime = Field(description="When the customer system last changed it, with its zone.")
    name: str | None = Field(None, max_length=200)
    email_domains: list[str] | None = Field(None, max_length=50)
    facing: list[str] | None = Field(
        None, max_length=50, description="Handles or addresses of the colleagues who face it: all of them."
    )
    archived: bool | None = Field(None, description="True: gone there, so nobody joins it any more here.")
    merged_into: str | None = Field(None, max_length=80, description="The number of the company it is part of now.")


class PersonSaid(Schema):
    """``None`` is not said, and stays as it is."""

    updated_at: AwareDatetime = Field(description="When the customer system last changed it, with its zone.")
    name: str | None = Field(None, max_length=200)
    email: str | None = Field(None, max_length=254)
    company: str | None = Field(None, max_length=80, description="The number of the company; empty: of none.")
    archived: bool | None = Field(None, description="True: gone there. An account here stays open.")
    invite: bool = Field(False, description="Invite the address, where it has no account and no open invitation.")


class CompanyRow(CompanySaid):
    external_id: str = Field(max_length=80)


class PersonRow(PersonSaid):
    external_id: str = Field(max_length=80)


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
