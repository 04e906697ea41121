"""``kudos`` and the values they are given for."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from ninja import Router, Schema, Status
from pydantic import Field

from feeds.models import Kudos, KudosValue
from intranet.accounts.models import User
from intranet.api.keeping import when_of
from intranet.api.keys import client_id_of
from intranet.api.main import register
from intranet.api.schemas import EntryOut, PersonOut, Written, absolute, entry_out, person_out, whole
from intranet.core.decisions import require
from intranet.core.http import SignedIn, get_visible
from intranet.spaces.audiences import ORG
from intranet.spaces.models import Space

from . import actions
from .policies import can_give_kudos
from .values import values_on_offer

router = Router(tags=["kudos"])


class KudosValueOut(Schema):
    id: int
    name: str
    icon: str
    tint: int = Field(description="1 to 8: the colour of its plaque.")


class KudosIn(Schema):
    to: list[int] = Field(description="The people who are thanked: from 1 to 20, all of whom can read it.")
    value: int
    body: str
    title: str = Field("", max_length=200)
    client_id: UUID | None = None
    attachments: list[UUID] = []
    publish_at: datetime | None = Field(None, description="When it is to come out; without an offset, on my clock.")


class KudosEditIn(Schema):
    body: str
    title: str = Field("", max_length=200)
    value: int | None = None
    based_on: int | None = Field(None, description="The `revision` that was read: 409 when it is another one by now.")


class KudosOut(EntryOut):
    value: KudosValueOut
    to: list[PersonOut]


@router.get("/kudos/values", response=list[KudosValueOut], summary="What kudos can be given for")
def kudos_values(request: SignedIn) -> list[dict[str, Any]]:
    return [_value_out(value) for value in values_on_offer()]


@router.post("/spaces/{int:space_id}/kudos", response={201: Written}, summary="Thank people in a space")
def kudos_in_space(request: SignedIn, space_id: int, new: KudosIn) -> Any:
    return _give(request, new, space=get_visible(Space, request.user, pk=space_id))


@router.post("/kudos", response={201: Written}, summary="Thank people before all staff")
def kudos_to_all(request: SignedIn, new: KudosIn) -> Any:
    return _give(request, new, space=None)


@router.get("/kudos/{int:kudos_id}", response=KudosOut, summary="Kudos given to somebody")
def one_kudos(request: SignedIn, kudos_id: int) -> dict[str, Any]:
    return _kudos_out(get_visible(Kudos, request.user, pk=kudos_id), request)


@router.put("/kudos/{int:kudos_id}", response=KudosOut, summary="Change my kudos")
def change_kudos(request: SignedIn, kudos_id: int, change: KudosEditIn) -> dict[str, Any]:
    found = get_visible(Kudos, request.user, pk=kudos_id)
    value = _value(change.value) if change.value is not None else None
    actions.edit_kudos(
        found, by=request.user, title=change.title, body=change.body, value=value, based_on=change.based_on
    )
    return _kudos_out(found, request)


def _give(request: SignedIn, new: KudosIn, *, space: Space | None) -> Any:
    require(can_give_kudos(request.user))
    value = _value(new.value)
    people = User.objects.active().in_bulk(new.to[:100])
    if len(people) != len(set(new.to)):
        raise ValidationError({"to": _("There is nobody of that number here.")})
    made = actions.give_kudos(
        by=request.user,
        to=[people[number] for number in new.to],
        value=value,
        title=new.title,
        body=new.body,
        space=space,
        audience=space.audience if space else ORG,
        client_id=client_id_of(request, new.client_id),
        attachment_ids=new.attachments,
        when=when_of(new.publish_at, request.user) if new.publish_at is not None else None,
    )
    return Status(201, {"id": made.entry_id, "url": absolute(made.get_absolute_url())})


def _value(number: int) -> KudosValue:
    if (found := KudosValue.objects.filter(pk=number).first()) is None:
        raise ValidationError({"value": _("There is no such value.")})
    return found


def _value_out(value: KudosValue) -> dict[str, Any]:
    return {"id": value.pk, "name": value.label, "icon": value.icon, "tint": value.tint}


def _kudos_out(found: Kudos, request: SignedIn) -> dict[str, Any]:
    complete = whole([found], request.user)[0]
    receivers = [person_out(person) for person in complete.receivers.all()]
    return entry_out(complete) | {"value": _value_out(complete.value), "to": receivers}


register("", router)
