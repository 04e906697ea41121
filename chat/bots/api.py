"""``bots``: the programs of rooms. Tokens for them are made on the page: a token that makes tokens outlives its end."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.shortcuts import get_object_or_404
from django.urls import reverse
from ninja import Router, Schema, Status
from pydantic import Field

from chat.actions import bots as actions
from chat.bots.policies import can_change_bot, can_keep_bots
from chat.models import Bot
from chat.rooms.api import find_room
from chat.rooms.finding import bots_in
from intranet.api.links import absolute
from intranet.core.decisions import require
from intranet.core.http import SignedIn, get_visible

router = Router(tags=["bots"])


class BotIn(Schema):
    name: str = Field(max_length=80)
    about: str = Field("", max_length=200)
    may_call: bool = Field(False, description="Whether @room and @here in its words call everybody.")


class BotChange(Schema):
    """What is left out stays as it is."""

    name: str | None = Field(None, max_length=80)
    about: str | None = Field(None, max_length=200)
    may_call: bool | None = None


class BotOut(Schema):
    id: int
    person_id: int = Field(description="Whom it writes as: the `author` of its messages.")
    name: str
    about: str
    room_id: int | None = Field(description="The room that keeps it, if you may read that.")
    may_call: bool
    has_address: bool
    last_used_at: datetime | None = Field(description="For who keeps it: when something arrived at its address.")


class BotMade(BotOut):
    address: str = Field(description='Where to send `{"text": …}`. Told here and never again.')


class BotAddressOut(Schema):
    address: str = Field(description="Told here and never again; the one before opens nothing any more.")


@router.get("/rooms/{int:room_id}/bots", response=list[BotOut], summary="The programs that speak in a room")
def room_bots(request: SignedIn, room_id: int) -> list[dict[str, Any]]:
    room = find_room(request, room_id)
    keeps = bool(can_keep_bots(request.user, room))
    return [
        _out(bot, keeps=keeps and bot.room_id == room.pk) | {"room_id": room.pk if bot.room_id == room.pk else None}
        for bot in bots_in(room)
    ]


@router.post("/rooms/{int:room_id}/bots", response={201: BotMade}, summary="Add a bot; its address is told once")
def add_bot(request: SignedIn, room_id: int, new: BotIn) -> Any:
    bot, secret = actions.add_bot(find_room(request, room_id), by=request.user, **new.dict())
    return Status(201, _out(bot, keeps=True) | {"address": _address(secret)})


@router.put("/rooms/{int:room_id}/bots/{int:bot_id}", response={204: None}, summary="Bring a bot I keep into this room")
def bring_bot(request: SignedIn, room_id: int, bot_id: int) -> Any:
    room = find_room(request, room_id)
    actions.bring_bot(_find(request, bot_id), room, by=request.user)
    return Status(204, None)


@router.delete("/rooms/{int:room_id}/bots/{int:bot_id}", response={204: None}, summary="Put a bot out of this room")
def send_bot_away(request: SignedIn, room_id: int, bot_id: int) -> Any:
    room = find_room(request, room_id)
    require(can_keep_bots(request.user, room))
    there = Bot.objects.select_related("person", "room").filter(person__rooms=room)
    actions.send_bot_away(get_object_or_404(there, pk=bot_id), room, by=request.user)
    return Status(204, None)


@router.get("/bots/{int:bot_id}", response=BotOut, summary="A bot I keep")
def bot(request: SignedIn, bot_id: int) -> dict[str, Any]:
    return _out(_find(request, bot_id), keeps=True)


@router.patch("/bots/{int:bot_id}", response=BotOut, summary="Change a bot")
def change_bot(request: SignedIn, bot_id: int, new: BotChange) -> dict[str, Any]:
    found = _find(request, bot_id)
    actions.change_bot(found, by=request.user, **new.dict(exclude_none=True))
    return _out(found, keeps=True)


@router.delete("/bots/{int:bot_id}", response={204: None}, summary="Delete a bot; what it said stays")
def delete_bot(request: SignedIn, bot_id: int) -> Any:
    actions.delete_bot(_find(request, bot_id), by=request.user)
    return Status(204, None)


@router.post("/bots/{int:bot_id}/address", response={201: BotAddressOut}, summary="A new address, told once")
def new_bot_address(request: SignedIn, bot_id: int) -> Any:
    return Status(201, {"address": _address(actions.rotate_address(_find(request, bot_id), by=request.user))})


@router.delete("/bots/{int:bot_id}/address", response={204: None}, summary="Close its address")
def close_bot_address(request: SignedIn, bot_id: int) -> Any:
    actions.close_address(_find(request, bot_id), by=request.user)
    return Status(204, None)


@router.delete("/bots/{int:bot_id}/token", response={204: None}, summary="Revoke its token for the API")
def revoke_bot_token(request: SignedIn, bot_id: int) -> Any:
    actions.take_token(_find(request, bot_id), by=request.user)
    return Status(204, None)


def _find(request: SignedIn, bot_id: int) -> Bot:
    found: Bot = get_visible(Bot.objects.live().select_related("person", "room__space"), request.user, pk=bot_id)
    require(can_change_bot(request.user, found))
    return found


def _out(bot: Bot, *, keeps: bool) -> dict[str, Any]:
    return {
        "id": bot.pk,
        "person_id": bot.person_id,
        "name": bot.person.name,
        "about": bot.about,
        "room_id": bot.room_id,
        "may_call": bot.may_call,
        "has_address": bot.token_hash is not None,
        "last_used_at": bot.last_used_at if keeps else None,
    }


def _address(secret: str) -> str:
    return absolute(reverse("chat:hook", args=[secret]))
