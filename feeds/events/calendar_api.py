"""``me/calendar``: when I am reminded, and the secret address of my calendar."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from ninja import Router, Schema, Status
from pydantic import Field

from feeds.models import EventChoices
from intranet.accounts.proving import prove
from intranet.api.signing_in import Proof
from intranet.core.decisions import require
from intranet.core.http import SignedIn
from intranet.core.throttle import allow, requester

from . import actions
from .actions.own_choices import choices_of

router = Router(tags=["events"])


class CalendarOut(Schema):
    remind: int = Field(description="Minutes before what I come to; 0 for not at all.")
    covers: str
    address_made_at: datetime | None = Field(description="Null: there is no address.")
    address_used_at: datetime | None


class RemindIn(Schema):
    remind: int = Field(description="0, 15, 60 or 1440.")


class AddressIn(Proof):
    covers: EventChoices.Covers = EventChoices.Covers.MINE


class CalendarAddressOut(Schema):
    url: str = Field(description="For a calendar elsewhere; told this once. Whoever has it reads my events.")


@router.get("/me/calendar", response=CalendarOut, summary="My reminders, and whether my calendar has an address")
def own_calendar(request: SignedIn) -> dict[str, Any]:
    choices = choices_of(request.user)
    return {
        "remind": choices.remind,
        "covers": choices.covers,
        "address_made_at": choices.key_made_at,
        "address_used_at": choices.key_used_at,
    }


@router.put("/me/calendar", response=CalendarOut, summary="How early I am reminded")
def remind(request: SignedIn, new: RemindIn) -> dict[str, Any]:
    actions.choose_reminder(request.user, by=request.user, remind=new.remind)
    return own_calendar(request)


@router.post(
    "/me/calendar/address", response={201: CalendarAddressOut}, summary="Make an address; the one before is closed"
)
def make_address(request: SignedIn, asked: AddressIn) -> Any:
    """It outlives the token that asks, which is why it takes the password."""
    require(allow(f"calendar:{requester(request)}", limit=20, per_seconds=3600))
    prove(request.user, password=asked.password, code=asked.code)
    secret = actions.make_address(request.user, by=request.user, covers=asked.covers)
    return Status(201, {"url": settings.SITE_URL + reverse("feeds:own-calendar", args=[secret])})


@router.delete("/me/calendar/address", response={204: None}, summary="Close the address")
def close_address(request: SignedIn) -> Any:
    actions.close_address(request.user, by=request.user)
    return Status(204, None)
