"""``rooms/…/keeping`` and ``rooms/…/copies``: how long a room keeps its messages, and taking a copy of it along."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import FileResponse
from django.shortcuts import get_object_or_404
from ninja import Query, Router, Schema, Status
from pydantic import Field

from chat import actions
from chat.keeping import rule as keeping
from chat.keeping.exporting import file_of
from chat.models import Clearing, Room, RoomExport
from intranet.api.pages import PageOf, Paging, page_of
from intranet.core.decisions import require
from intranet.core.http import SignedIn, get_visible
from intranet.core.throttle import allow, requester

router = Router(tags=["rooms"])


class KeepingOut(Schema):
    days: int | None = Field(description="What the room says itself: null goes by the site, 0 is for ever.")
    days_kept: int = Field(description="What holds: older messages are deleted for everybody. 0 is for ever.")
    deleted: int | None = Field(description="While a deleting goes on: how many messages it has deleted.")
    to_delete: int | None = Field(description="And how many it will have deleted.")


class KeepingIn(Schema):
    days: int | None = Field(description="Null goes by the site, 0 is for ever. What is older is deleted at once.")


class RoomCopyOut(Schema):
    id: int
    state: str = Field(description="`waiting`, then `ready` (or `failed`).")
    percent: int = Field(description="How far it is while it waits.")
    size: int
    asked_at: datetime
    expires_at: datetime | None


@router.get("/rooms/{int:room_id}/keeping", response=KeepingOut, summary="How long a room keeps its messages")
def room_keeps(request: SignedIn, room_id: int) -> dict[str, Any]:
    return _keeping(get_visible(Room, request.user, pk=room_id))


@router.put("/rooms/{int:room_id}/keeping", response=KeepingOut, summary="Set how long a room keeps its messages")
def set_room_keeps(request: SignedIn, room_id: int, new: KeepingIn) -> dict[str, Any]:
    room = get_visible(Room, request.user, pk=room_id)
    actions.set_keeping(room, by=request.user, days=new.days)
    return _keeping(room)


@router.get("/rooms/{int:room_id}/copies", response=PageOf[RoomCopyOut], summary="My copies of a room")
def room_copies(request: SignedIn, room_id: int, paging: Query[Paging]) -> dict[str, Any]:
    room = get_visible(Room, request.user, pk=room_id)
    mine = RoomExport.objects.filter(room=room, person=request.user).exclude(state=RoomExport.State.GONE)
    return page_of(mine, paging, lambda row: row, by=("-pk",))


@router.post("/rooms/{int:room_id}/copies", response={201: RoomCopyOut}, summary="Have a copy of a room made")
def ask_for_room_copy(request: SignedIn, room_id: int) -> Any:
    """A zip of JSON, pages to read and files. Owners of the room, or whoever is in the conversation."""
    room = get_visible(Room, request.user, pk=room_id)
    require(allow(f"room-export:{requester(request)}", limit=10, per_seconds=3600))
    return Status(201, actions.ask_for_export(room, by=request.user))


@router.get("/rooms/{int:room_id}/copies/{int:copy_id}", response=RoomCopyOut, summary="One of my copies")
def room_copy(request: SignedIn, room_id: int, copy_id: int) -> RoomExport:
    return _own(request, room_id, copy_id)


@router.get("/rooms/{int:room_id}/copies/{int:copy_id}/file", response=None, summary="Fetch a copy, as a zip")
def room_copy_file(request: SignedIn, room_id: int, copy_id: int) -> FileResponse:
    return file_of(_own(request, room_id, copy_id))


@router.delete("/rooms/{int:room_id}/copies/{int:copy_id}", response={204: None}, summary="Delete a copy")
def forget_room_copy(request: SignedIn, room_id: int, copy_id: int) -> Any:
    actions.forget_export(_own(request, room_id, copy_id), by=request.user)
    return Status(204, None)


def _own(request: SignedIn, room_id: int, copy_id: int) -> RoomExport:
    """Somebody else's copy is not there, and neither is one that was deleted."""
    room = get_visible(Room, request.user, pk=room_id)
    there = RoomExport.objects.exclude(state=RoomExport.State.GONE)
    return get_object_or_404(there, pk=copy_id, room=room, person=request.user)


def _keeping(room: Room) -> dict[str, Any]:
    clearing = Clearing.objects.filter(room=room, finished_at__isnull=True).first()
    return {
        "days": room.keep_days,
        "days_kept": keeping.days_kept(room),
        "deleted": clearing.done if clearing else None,
        "to_delete": clearing.total if clearing else None,
    }
