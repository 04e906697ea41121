"""``desks`` and ``duties``: the teams that answer customers, and who of them is on duty when."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import Http404
from ninja import Router, Schema, Status
from pydantic import Field

from forum.actions.centre_desks import add_duty, keep_desk, remove_duty
from forum.centre import due, policies
from forum.centre.duty import on_duty
from forum.centre.mail.addresses import of_desk
from forum.clock import office
from forum.models import Desk, Duty
from intranet.accounts.models import User
from intranet.api.clock import ClockTime
from intranet.api.schemas import PersonOut, people_out, person_out
from intranet.core.decisions import require
from intranet.core.http import SignedIn, get_visible
from intranet.spaces.models import Space

router = Router(tags=["enquiries"])


class DeskOut(Schema):
    team_id: int
    name: str
    purpose: str
    promise: str = Field(description="How soon it usually answers, in words.")
    mail: str = Field(description="A mail to it opens an enquiry; empty where there is none.")
    is_open: bool


class DeskIn(Schema):
    name: str = Field(max_length=80)
    purpose: str = Field("", max_length=200)
    address: str = Field("", max_length=40, description="What stands before the @.")
    reply_hours: int = 8
    is_open: bool = True


class DutyIn(Schema):
    handle: str
    weekday: int | None = Field(None, ge=0, le=6, description="0 is Monday; or else a first and a last day.")
    first_day: date | None = None
    last_day: date | None = None
    begins: ClockTime | None = None
    ends: ClockTime | None = None


class DutyOut(Schema):
    id: int
    person: PersonOut
    weekday: int | None
    first_day: date | None
    last_day: date | None
    begins: ClockTime | None
    ends: ClockTime | None


class RotaOut(Schema):
    now: list[PersonOut]
    duties: list[DutyOut]


def _desk(desk: Desk) -> dict[str, Any]:
    return {
        "team_id": desk.team_id,
        "name": desk.name,
        "purpose": desk.purpose,
        "promise": due.promise(desk.reply_hours, office()),
        "mail": of_desk(desk),
        "is_open": desk.is_open,
    }


def _duty(duty: Duty) -> dict[str, Any]:
    when = ("weekday", "first_day", "last_day", "begins", "ends")
    return {"id": duty.pk, "person": person_out(duty.person)} | {name: getattr(duty, name) for name in when}


def _rota(team: Space) -> dict[str, Any]:
    duties = Duty.objects.filter(team=team).select_related("person__department", "person__company")
    return {"now": people_out(on_duty(team)), "duties": [_duty(duty) for duty in duties]}


def _team(request: SignedIn, pk: int) -> Space:
    team = get_visible(Space, request.user, pk=pk)
    require(policies.can_open_desk(request.user, team))
    return team


@router.get("/desks", response=list[DeskOut], summary="The teams that customers can write to")
def desks(request: SignedIn) -> list[dict[str, Any]]:
    return [_desk(desk) for desk in Desk.objects.taking()]


@router.put("/spaces/{int:space_id}/desk", response=DeskOut, summary="Have a team answer customers")
def put_desk(request: SignedIn, space_id: int, new: DeskIn) -> dict[str, Any]:
    return _desk(keep_desk(_team(request, space_id), by=request.user, **new.dict()))


@router.get("/spaces/{int:space_id}/duties", response=RotaOut, summary="Who of a team is on duty when")
def desk_duties(request: SignedIn, space_id: int) -> dict[str, Any]:
    return _rota(_team(request, space_id))


@router.post("/spaces/{int:space_id}/duties", response={201: DutyOut}, summary="Put somebody on duty")
def post_duty(request: SignedIn, space_id: int, new: DutyIn) -> Any:
    team = _team(request, space_id)
    when = new.dict()
    person = get_visible(User, request.user, handle=when.pop("handle"))
    return Status(201, _duty(add_duty(team, by=request.user, person=person, **when)))


@router.delete("/spaces/{int:space_id}/duties/{int:duty_id}", response={204: None}, summary="Take somebody off duty")
def delete_duty(request: SignedIn, space_id: int, duty_id: int) -> Any:
    team = _team(request, space_id)
    duty = Duty.objects.filter(pk=duty_id, team=team).first()
    if duty is None:
        raise Http404
    remove_duty(duty, by=request.user)
    return Status(204, None)
