"""``me/following``, ``me/mutes``, ``me/blocks``: what I want to hear more of, less of, or nothing of."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from django.http import Http404
from ninja import Query, Router, Schema, Status
from pydantic import Field

from intranet.accounts.models import User
from intranet.content.actions import stances as actions
from intranet.content.meeting import entry_met, person_met, tag_met
from intranet.content.models import Stance
from intranet.content.stances import Target, held_by
from intranet.core.http import SignedIn, get_visible, number_in
from intranet.spaces.models import Space

from .pages import PageOf, Paging, page_of

router = Router(tags=["me"])

Followed = Literal["people", "tags"]
Muted = Literal["people", "spaces", "entries"]


class StanceOut(Schema):
    towards: str = Field(description="people, tags, spaces or entries.")
    key: str = Field(description="Handle, slug or number: what PUT and DELETE take.")
    name: str
    until: datetime | None


class MuteIn(Schema):
    until: datetime | None = Field(None, description="When the mute ends by itself; null for never.")


@router.get("/me/following", response=PageOf[StanceOut], summary="Whom and what I follow")
def following(request: SignedIn, paging: Query[Paging]) -> dict[str, Any]:
    return _page(request, paging, Stance.Way.FOLLOW)


@router.put("/me/following/{towards}/{key}", response={204: None}, summary="Follow a person or a tag")
def follow(request: SignedIn, towards: Followed, key: str) -> Any:
    actions.follow(_target(request, towards, key), by=request.user)
    return Status(204, None)


@router.delete("/me/following/{towards}/{key}", response={204: None}, summary="Stop following")
def unfollow(request: SignedIn, towards: Followed, key: str) -> Any:
    return _let_be(request, towards, key, Stance.Way.FOLLOW)


@router.get("/me/mutes", response=PageOf[StanceOut], summary="Whom and what I have muted")
def mutes(request: SignedIn, paging: Query[Paging]) -> dict[str, Any]:
    return _page(request, paging, Stance.Way.MUTE)


@router.put("/me/mutes/{towards}/{key}", response={204: None}, summary="Mute a person, a space or a discussion")
def mute(request: SignedIn, towards: Muted, key: str, new: MuteIn) -> Any:
    actions.mute(_target(request, towards, key), by=request.user, until=new.until)
    return Status(204, None)


@router.delete("/me/mutes/{towards}/{key}", response={204: None}, summary="Unmute")
def unmute(request: SignedIn, towards: Muted, key: str) -> Any:
    return _let_be(request, towards, key, Stance.Way.MUTE)


@router.get("/me/blocks", response=PageOf[StanceOut], summary="Whom I have blocked")
def blocks(request: SignedIn, paging: Query[Paging]) -> dict[str, Any]:
    return _page(request, paging, Stance.Way.BLOCK)


@router.put("/me/blocks/{handle}", response={204: None}, summary="Block a person")
def block(request: SignedIn, handle: str) -> Any:
    actions.block(_person(request, handle), by=request.user)
    return Status(204, None)


@router.delete("/me/blocks/{handle}", response={204: None}, summary="Unblock")
def unblock(request: SignedIn, handle: str) -> Any:
    return _let_be(request, "people", handle, Stance.Way.BLOCK)


def _page(request: SignedIn, paging: Paging, way: str) -> dict[str, Any]:
    return page_of(held_by(request.user, [way]), paging, lambda row: _out(row, request.user), by=("-pk",))


def _out(row: Stance, viewer: User) -> dict[str, Any]:
    if row.person is not None:
        found = ("people", row.person.handle, row.person.name)
    elif row.tag is not None:
        found = ("tags", row.tag.slug, row.tag.name)
    elif row.space is not None:
        found = ("spaces", str(row.space.pk), row.space.name)
    else:
        # By number alone: it may no longer be for this reader.
        found = ("entries", str(row.entry_id), "")
    return {"towards": found[0], "key": found[1], "name": found[2], "until": row.until}


def _let_be(request: SignedIn, towards: str, key: str, way: str) -> Any:
    target = _target(request, towards, key)
    actions.let_be(target, by=request.user, way=way)
    return Status(204, None)


def _target(request: SignedIn, towards: str, key: str) -> Target:
    match towards:
        case "people":
            return _person(request, key)
        case "tags":
            return tag_met(request.user, key)
        case "spaces":
            return get_visible(Space, request.user, pk=_number(key))
        case _:
            return entry_met(request.user, _number(key))


def _person(request: SignedIn, handle: str) -> User:
    found = User.objects.filter(handle=handle).values_list("pk", flat=True).first()
    return person_met(request.user, found or 0)


def _number(typed: str) -> int:
    if (number := number_in(typed)) is None:
        raise Http404
    return number
