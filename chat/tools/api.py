"""What is done with messages: ``pins``, passing on, and what was put into a room."""

from __future__ import annotations

from typing import Any, Literal
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from ninja import Query, Router, Schema, Status
from pydantic import Field

from chat import actions
from chat.api_schemas import ChatMessageOut, message_out, messages_out, people_called
from chat.models import Message, Room
from chat.rooms.api import find_room
from chat.tools import gallery
from chat.tools.pinned import pins_of
from intranet.api.keys import client_id_of
from intranet.api.pages import PageOf, Paging
from intranet.api.schemas import AttachmentOut
from intranet.core.decisions import require
from intranet.core.http import SignedIn, get_visible
from intranet.core.throttle import allow

router = Router(tags=["messages"])


class PassOnIn(Schema):
    room_id: int | None = Field(None, description="Where to: a room I write in,")
    people: list[str] = Field([], max_length=20, description="or the people of a direct or group message, by handle.")
    body: str = Field("", description="A line of my own.")
    client_id: UUID | None = None


class FindOut(Schema):
    message_id: int
    files: list[AttachmentOut]
    links: list[str]


class Looking(Paging):
    show: Literal["pictures", "documents", "sound", "links"] = "pictures"


def _one(request: SignedIn, message_id: int) -> Message:
    found: Message = get_visible(Message.objects.select_related("room__space", "author"), request.user, pk=message_id)
    return found


@router.get(
    "/rooms/{int:room_id}/pins", response=list[ChatMessageOut], summary="What is pinned in a room, the first first"
)
def room_pins(request: SignedIn, room_id: int) -> list[dict[str, Any]]:
    pinned = [pin.message_id for pin in pins_of(find_room(request, room_id), request.user)]
    found = Message.objects.with_people().select_related("room__space").in_bulk(pinned)
    return messages_out([found[pk] for pk in pinned], request.user)


@router.put("/messages/{int:message_id}/pin", response={204: None}, summary="Pin a message to its room")
def pin_message(request: SignedIn, message_id: int, first: bool = False) -> Any:
    """``first``: one that is pinned already is put first."""
    found = _one(request, message_id)
    if not actions.pin_message(found, by=request.user) and first:
        actions.raise_pin(found, by=request.user)
    return Status(204, None)


@router.delete("/messages/{int:message_id}/pin", response={204: None}, summary="No longer pin it")
def unpin_message(request: SignedIn, message_id: int) -> Any:
    actions.unpin_message(_one(request, message_id), by=request.user)
    return Status(204, None)


@router.post(
    "/messages/{int:message_id}/forward", response={201: ChatMessageOut}, summary="Say elsewhere what a message says"
)
def forward_message(request: SignedIn, message_id: int, where: PassOnIn) -> Any:
    found = _one(request, message_id)
    require(allow(f"pass-on:{request.user.pk}", limit=30, per_seconds=60))
    if bool(where.room_id) == bool(where.people):
        raise ValidationError(_("Choose a room or a person."))
    if where.room_id:
        room = get_visible(Room.objects.select_related("space"), request.user, pk=where.room_id)
    else:
        room = actions.direct_room(by=request.user, people=people_called(where.people, by=request.user))
    key = client_id_of(request, where.client_id)
    made = actions.forward_message(found, by=request.user, room=room, body=where.body, client_id=key)
    return Status(201, message_out(made, request.user))


@router.get("/rooms/{int:room_id}/files", response=PageOf[FindOut], summary="What was put into a room, latest first")
def room_files(request: SignedIn, room_id: int, asked: Query[Looking]) -> dict[str, Any]:
    room = find_room(request, room_id)
    page = gallery.finds_in(room, request.user, show=asked.show, cursor=asked.cursor, size=asked.limit)
    items = [
        {"message_id": one.message.pk, "files": one.files, "links": [card.url for card in one.links]}
        for one in page.items
    ]
    return {"items": items, "next": page.next}
