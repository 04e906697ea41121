"""``me/hearing/rooms`` and ``me/chat-words``: how much one hears of each room, and the words one waits for."""

from __future__ import annotations

from typing import Any

from django.shortcuts import get_object_or_404
from ninja import Router, Schema, Status
from pydantic import Field

from intranet.core.http import SignedIn
from intranet.notifications.actions import set_level

from . import actions
from .actions.words import LONGEST
from .levels import levels_of_rooms
from .models import ChatWord
from .rooms_api import find_room

router = Router(tags=["notifications"])


class RoomLevelOut(Schema):
    room_id: int
    room: str
    chosen: str = Field(description="Empty for who follows the default.")
    default: str


class RoomLevelIn(Schema):
    degree: str = Field(description="`all`, `mentions` or `nothing`; empty: as usual there.")


class WordIn(Schema):
    text: str = Field(max_length=LONGEST, description="A word, or several that follow each other.")


class WordOut(Schema):
    id: int
    text: str


@router.get("/me/hearing/rooms", response=list[RoomLevelOut], summary="How much I hear of each room I am in")
def room_levels(request: SignedIn) -> Any:
    """The two hundred that spoke last."""
    return [
        {"room_id": room.pk, "room": name, "chosen": level.chosen, "default": level.default}
        for room, name, level in levels_of_rooms(request.user)
    ]


@router.put("/me/hearing/rooms/{int:room_id}", response={204: None}, summary="How much I hear of a room")
def room_level(request: SignedIn, room_id: int, wanted: RoomLevelIn) -> Any:
    set_level(find_room(request, room_id).key, by=request.user, degree=wanted.degree)
    return Status(204, None)


@router.get("/me/chat-words", response=list[WordOut], summary="The words I want to be told of in rooms")
def chat_words(request: SignedIn) -> Any:
    return ChatWord.objects.filter(person=request.user)


@router.post("/me/chat-words", response={201: WordOut}, summary="Be told of a word")
def add_chat_word(request: SignedIn, new: WordIn) -> Any:
    """One that is there already is found again: so twice is once."""
    return Status(201, actions.add_word(by=request.user, text=new.text))


@router.delete("/me/chat-words/{int:word_id}", response={204: None}, summary="No longer be told of a word")
def drop_chat_word(request: SignedIn, word_id: int) -> Any:
    actions.drop_word(get_object_or_404(ChatWord, pk=word_id, person=request.user), by=request.user)
    return Status(204, None)
