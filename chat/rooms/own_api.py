"""``me/rooms``: the rooms one is in, what is new in them, and how one keeps the list."""

from __future__ import annotations

from typing import Any

from django.shortcuts import get_object_or_404
from ninja import Query, Router, Schema, Status
from pydantic import Field

from chat import actions
from chat.actions import sidebar
from chat.api_schemas import OwnRoomOut, rooms_out
from chat.models import RoomMember, RoomSection
from chat.reading.unread import Unread, unread_of_rooms
from chat.rooms.api import find_room
from intranet.api.pages import PageOf, Paging, page_of
from intranet.core.http import SignedIn
from intranet.notifications.actions import set_level
from intranet.notifications.levels import levels_by_place
from intranet.notifications.models import Level

router = Router(tags=["rooms"])


class SectionOut(Schema):
    id: int
    name: str


class SectionIn(Schema):
    name: str = Field(max_length=40)


class RoomOrderIn(Schema):
    sections: list[int] = Field(max_length=200, description="What is not named comes after.")


class SectionOfRoomIn(Schema):
    section_id: int | None = Field(description="Null takes it out of where it stands.")


class RoomLevelIn(Schema):
    level: Level.Degree | None = Field(description="`all`, `mentions` or `nothing`; null: as the room has it.")


class MarkIn(Schema):
    seq: int = Field(ge=0, description="The number of a message.")


@router.get("/me/rooms", response=PageOf[OwnRoomOut], summary="The rooms I am in, and what is new in each")
def own_rooms(request: SignedIn, paging: Query[Paging]) -> dict[str, Any]:
    """Direct messages among them, but for those I have put out of my list."""
    mine = RoomMember.objects.filter(person=request.user, hidden_at=None, room__archived_at=None)
    mine = mine.select_related("room__space")
    return page_of(mine, paging, dict, by=("-pk",), complete=lambda page: _own_out(page, request))


@router.put("/rooms/{int:room_id}/read", response={204: None}, summary="Everything up to here has been read")
def mark_room_read(request: SignedIn, room_id: int, mark: MarkIn) -> Any:
    """The mark never goes back by this."""
    actions.mark_read(find_room(request, room_id), by=request.user, seq=mark.seq, anew=True)
    return Status(204, None)


@router.put("/rooms/{int:room_id}/unread", response={204: None}, summary="This message and what follows is unread")
def mark_room_unread(request: SignedIn, room_id: int, mark: MarkIn) -> Any:
    actions.mark_unread(find_room(request, room_id), by=request.user, seq=mark.seq)
    return Status(204, None)


@router.put("/rooms/{int:room_id}/favourite", response={204: None}, summary="Keep a room at the top of my list")
def favourite_room(request: SignedIn, room_id: int) -> Any:
    sidebar.set_favourite(find_room(request, room_id), by=request.user)
    return Status(204, None)


@router.delete("/rooms/{int:room_id}/favourite", response={204: None}, summary="No longer at the top")
def no_favourite_room(request: SignedIn, room_id: int) -> Any:
    sidebar.set_favourite(find_room(request, room_id), by=request.user, favourite=False)
    return Status(204, None)


@router.put("/rooms/{int:room_id}/level", response={204: None}, summary="How much I am told of a room")
def room_level(request: SignedIn, room_id: int, new: RoomLevelIn) -> Any:
    set_level(find_room(request, room_id).key, by=request.user, degree=new.level or "")
    return Status(204, None)


@router.put("/rooms/{int:room_id}/section", response={204: None}, summary="Keep a room under a heading of mine")
def room_in_section(request: SignedIn, room_id: int, new: SectionOfRoomIn) -> Any:
    section = _own(request, new.section_id) if new.section_id is not None else None
    sidebar.put_in_section(find_room(request, room_id), by=request.user, section=section)
    return Status(204, None)


@router.put("/rooms/{int:room_id}/closed", response={204: None}, summary="Put a conversation out of my list")
def close_direct(request: SignedIn, room_id: int) -> Any:
    """The next message in it brings it back."""
    sidebar.close_direct(find_room(request, room_id), by=request.user)
    return Status(204, None)


@router.get("/me/room-sections", response=list[SectionOut], summary="The headings of my list of rooms")
def room_sections(request: SignedIn) -> Any:
    return RoomSection.objects.filter(person=request.user)


@router.post("/me/room-sections", response={201: SectionOut}, summary="Make a heading")
def make_section(request: SignedIn, new: SectionIn) -> Any:
    """One of that name is found again: so twice is once."""
    return Status(201, sidebar.make_section(by=request.user, name=new.name))


@router.put("/me/room-sections/order", response={204: None}, summary="Put my headings in order")
def order_room_sections(request: SignedIn, wanted: RoomOrderIn) -> Any:
    sidebar.order_sections(wanted.sections, by=request.user)
    return Status(204, None)


@router.put("/me/room-sections/{int:section_id}", response=SectionOut, summary="Rename a heading")
def room_section(request: SignedIn, section_id: int, new: SectionIn) -> Any:
    section = _own(request, section_id)
    sidebar.rename_section(section, by=request.user, name=new.name)
    return section


@router.delete("/me/room-sections/{int:section_id}", response={204: None}, summary="Delete a heading")
def delete_section(request: SignedIn, section_id: int) -> Any:
    sidebar.delete_section(_own(request, section_id), by=request.user)
    return Status(204, None)


def _own(request: SignedIn, section_id: int) -> RoomSection:
    return get_object_or_404(RoomSection, person=request.user, pk=section_id)


def _own_out(memberships: list[RoomMember], request: SignedIn) -> list[dict[str, Any]]:
    rooms = rooms_out([one.room for one in memberships], request.user)
    levels = levels_by_place(request.user, "room_")
    new = unread_of_rooms(request.user, [one.room_id for one in memberships])
    return [
        said
        | {
            "role": one.role,
            "read_seq": one.read_seq,
            "favourite": one.favourite,
            "section_id": one.section_id,
            "level": levels.get(one.room.key),
            "unread": new.get(one.room_id, Unread()).messages,
            "mentions": new.get(one.room_id, Unread()).mentions,
        }
        for one, said in zip(memberships, rooms, strict=True)
    ]
