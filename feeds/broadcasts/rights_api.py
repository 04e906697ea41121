"""``broadcasters`` and ``me/delegates``: who may send, and who writes what I sign."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from ninja import Query, Router, Schema, Status
from pydantic import Field

from feeds.models import Broadcaster, Delegate
from intranet.accounts.models import User
from intranet.api.main import register
from intranet.api.pages import PageOf, Paging, page_of
from intranet.api.schemas import PersonOut, person_out
from intranet.core.decisions import require
from intranet.core.http import SignedIn, get_visible
from intranet.spaces.models import Space

from . import actions, policies

router = Router(tags=["broadcasts"])


class BroadcasterIn(Schema):
    person: str = Field(description="A handle.")
    space: int | None = Field(None, description="Null: the whole house.")


class BroadcasterOut(Schema):
    id: int
    person: PersonOut
    space: int | None
    named_at: datetime


class DelegateIn(Schema):
    person: str = Field(description="The handle of a colleague.")


class DelegateOut(Schema):
    id: int
    person: PersonOut
    named_at: datetime


@router.get("/broadcasters", response=PageOf[BroadcasterOut], summary="Who may send broadcasts")
def broadcasters(request: SignedIn, paging: Query[Paging], space: int | None = None) -> dict[str, Any]:
    """In a space, or to the whole house: for who names them there."""
    where = get_visible(Space, request.user, pk=space) if space is not None else None
    require(policies.can_name_broadcasters(request.user, where))
    named = Broadcaster.objects.filter(space=where).select_related("person__department", "person__company")
    return page_of(named, paging, _broadcaster_out, by=("pk",))


@router.post("/broadcasters", response={201: BroadcasterOut}, summary="Let somebody send broadcasts")
def name_broadcaster(request: SignedIn, new: BroadcasterIn) -> Any:
    where = get_visible(Space, request.user, pk=new.space) if new.space is not None else None
    require(policies.can_name_broadcasters(request.user, where))
    made = actions.name_broadcaster(_colleague(new.person, request), by=request.user, space=where)
    return Status(201, _broadcaster_out(made))


@router.delete("/broadcasters/{int:broadcaster_id}", response={204: None}, summary="Take that right back")
def remove_broadcaster(request: SignedIn, broadcaster_id: int) -> Any:
    named = get_object_or_404(Broadcaster.objects.select_related("person", "space"), pk=broadcaster_id)
    actions.remove_broadcaster(named, by=request.user)
    return Status(204, None)


@router.get("/me/delegates", response=PageOf[DelegateOut], summary="Who writes what I sign")
def delegates(request: SignedIn, paging: Query[Paging]) -> dict[str, Any]:
    mine = Delegate.objects.filter(leader=request.user.pk).select_related("writer__department", "writer__company")
    return page_of(mine, paging, _delegate_out, by=("pk",))


@router.post("/me/delegates", response={201: DelegateOut}, summary="Let a colleague write what I sign")
def name_delegate(request: SignedIn, new: DelegateIn) -> Any:
    made = actions.name_delegate(_colleague(new.person, request), by=request.user)
    return Status(201, _delegate_out(made))


@router.delete("/me/delegates/{int:delegate_id}", response={204: None}, summary="Take that back")
def remove_delegate(request: SignedIn, delegate_id: int) -> Any:
    mine = Delegate.objects.filter(leader=request.user.pk) | Delegate.objects.filter(writer=request.user.pk)
    actions.remove_delegate(get_object_or_404(mine.select_related("writer"), pk=delegate_id), by=request.user)
    return Status(204, None)


def _colleague(handle: str, request: SignedIn) -> User:
    people = User.objects.visible_to(request.user).active().staff()
    if (person := people.filter(handle=handle.lstrip("@")).first()) is None:
        raise ValidationError({"person": _("There is nobody of that name here.")})
    return person


def _broadcaster_out(named: Broadcaster) -> dict[str, Any]:
    return {"id": named.pk, "person": person_out(named.person), "space": named.space_id, "named_at": named.named_at}


def _delegate_out(named: Delegate) -> dict[str, Any]:
    return {"id": named.pk, "person": person_out(named.writer), "named_at": named.named_at}


register("", router)
