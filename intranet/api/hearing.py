"""``me/hearing``: what I am told, by which channel, when not, and how much of each space."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.timezone import is_naive
from django.utils.translation import gettext as _
from ninja import Router, Schema, Status
from pydantic import Field

from intranet.core.http import SignedIn, get_visible
from intranet.notifications import actions, levels
from intranet.notifications.models import QuietHours
from intranet.notifications.preferences import matrix_of
from intranet.spaces.models import Space

from .clock import ClockTime

router = Router(tags=["notifications"])


class CellIn(Schema):
    group: str = Field(max_length=40)
    channel: str = Field(max_length=40)
    wanted: bool


class CellOut(CellIn):
    fixed: bool = Field(description="It is on, and nobody can switch it off.")


class QuietIn(Schema):
    days: list[int] = Field(max_length=7, description="0 for Monday to 6; a night counts for the day it begins on.")
    begins: ClockTime = time(19)
    ends: ClockTime = time(8)


class StillIn(Schema):
    until: datetime | None = Field(description="With its offset from UTC; null: mail and push come again.")


class HearingLevelIn(Schema):
    degree: str = Field(description="`all`, `mentions` or `nothing`; empty: as the space has it.")


class HearingLevelOut(Schema):
    space_id: int
    space: str
    chosen: str = Field(description="Empty for who follows the default.")
    default: str


class HearingOut(Schema):
    channels: list[CellOut]
    quiet: QuietIn | None
    still_until: datetime | None
    spaces: list[HearingLevelOut]


@router.get("/me/hearing", response=HearingOut, summary="What I am told, by which channel, and when not")
def hearing(request: SignedIn) -> dict[str, Any]:
    quiet = QuietHours.objects.filter(person=request.user).first()
    return {
        "channels": [
            {"group": row.group.name, "channel": cell.channel.name, "wanted": cell.wanted, "fixed": cell.fixed}
            for row in matrix_of(request.user)
            for cell in row.cells
        ],
        "quiet": quiet if quiet is not None and quiet.days else None,
        "still_until": quiet.still_until if quiet is not None else None,
        "spaces": [
            {"space_id": space.pk, "space": space.name, "chosen": own.chosen, "default": own.default}
            for space, own in levels.levels_of_spaces(request.user)
        ],
    }


@router.put("/me/hearing/channels", response={204: None}, summary="Hear of a kind of thing by a channel, or not")
def choose_channel(request: SignedIn, cell: CellIn) -> Any:
    actions.set_preference(by=request.user, group=cell.group, channel=cell.channel, wanted=cell.wanted)
    return Status(204, None)


@router.put("/me/hearing/quiet", response={204: None}, summary="Set the quiet hours of every week")
def set_quiet(request: SignedIn, hours: QuietIn) -> Any:
    actions.set_quiet_hours(by=request.user, **hours.dict())
    return Status(204, None)


@router.put("/me/hearing/still", response={204: None}, summary="Not to be disturbed until then")
def keep_still(request: SignedIn, wanted: StillIn) -> Any:
    if wanted.until is not None and is_naive(wanted.until):
        raise ValidationError({"until": _("Say the time zone too: 2026-12-03T18:00:00Z.")})
    actions.keep_still(by=request.user, until=wanted.until)
    return Status(204, None)


@router.put("/me/hearing/spaces/{int:space_id}", response={204: None}, summary="How much I hear of a space")
def set_level(request: SignedIn, space_id: int, wanted: HearingLevelIn) -> Any:
    space = get_visible(Space, request.user, pk=space_id)
    actions.set_level(space.key, by=request.user, degree=wanted.degree)
    return Status(204, None)


@router.put("/spaces/{int:space_id}/level", response={204: None}, summary="How much members hear who chose nothing")
def set_default_level(request: SignedIn, space_id: int, wanted: HearingLevelIn) -> Any:
    space = get_visible(Space, request.user, pk=space_id)
    actions.set_default_level(space, by=request.user, degree=wanted.degree)
    return Status(204, None)
