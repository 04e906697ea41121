"""``rooms``: finding, opening and changing them, and who is in them."""

from __future__ import annotations

from typing import Any, Literal

from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from ninja import Query, Router, Schema, Status
from pydantic import Field

from chat import actions, policies
from chat.actions.calls import start_call
from chat.api_schemas import ChatMemberOut, RoomOut, members_out, people_called, room_out, rooms_out
from chat.commands import as_item, offered_in
from chat.models import Room, RoomMember
from chat.rooms.finding import rooms_for
from chat.rooms.members import ORDER, firms_meeting, members_of
from intranet.accounts.models import User
from intranet.api.keys import client_id_of
from intranet.api.pages import PageOf, Paging, page_of
from intranet.core.decisions import require
from intranet.core.http import SignedIn, get_visible
from intranet.core.throttle import allow
from intranet.spaces.models import Space

router = Router(tags=["rooms"])


_MIXED = "That people of several firms may meet here: they see each other's names and words."


class RoomIn(Schema):
    name: str = Field(max_length=80)
    sort: Literal["open", "closed", "space"] = "open"
    topic: str = Field("", max_length=200)
    about: str = Field("", max_length=2000)
    space_id: int | None = Field(None, description="The space it is of, for `space`.")
    people: list[str] = Field([], max_length=200, description="Handles of whom to bring in.")
    mixed: bool = Field(False, description=_MIXED)


class RoomChange(Schema):
    """What is left out stays as it is."""

    name: str | None = Field(None, max_length=80)
    topic: str | None = Field(None, max_length=200)
    about: str | None = Field(None, max_length=2000)
    posting: Room.Posting | None = None
    receipts: bool | None = None
    call_link: str | None = Field(None, max_length=200)


class RoomPeopleIn(Schema):
    people: list[str] = Field(min_length=1, max_length=200, description="Handles.")
    mixed: bool = Field(False, description=_MIXED)


class MembersIn(RoomPeopleIn):
    history: bool = Field(True, description="Whether they may read what was said before they came.")


class RoomRoleIn(Schema):
    role: RoomMember.Role


class CommandOut(Schema):
    name: str
    arguments: str
    summary: str


class CallOut(Schema):
    id: int = Field(description="Of the message that says where it is held.")
    url: str


@router.get("/rooms", response=PageOf[RoomOut], summary="The rooms with a name that I may read")
def rooms(request: SignedIn, paging: Query[Paging], show: str = "", q: str = "") -> dict[str, Any]:
    """`show`: empty, `mine` or `archived`. Direct messages are under `GET /me/rooms`."""
    listing = rooms_for(request.user, show=show, matching=q)
    return page_of(listing, paging, dict, by=("name", "pk"), complete=lambda page: rooms_out(page, request.user))


@router.post("/rooms", response={201: RoomOut}, summary="Open a room")
def open_room(request: SignedIn, new: RoomIn) -> Any:
    asked = new.dict()
    space_id = asked.pop("space_id")
    asked["space"] = get_visible(Space, request.user, pk=space_id) if space_id is not None else None
    asked["people"] = people_called(asked["people"], by=request.user)
    _may_meet(asked["people"], mixed=asked.pop("mixed"))
    room = actions.open_room(by=request.user, **asked)
    return Status(201, room_out(room, request.user))


@router.post("/rooms/direct", response=RoomOut, summary="The direct or group message with these people")
def direct_room(request: SignedIn, between: RoomPeopleIn) -> dict[str, Any]:
    """The one there is, or a new one: so twice is once. Of nobody but myself: notes to myself."""
    require(allow(f"direct:{request.user.pk}", limit=60, per_seconds=60))
    people = people_called(between.people, by=request.user)
    _may_meet([request.user, *people], mixed=between.mixed)
    room = actions.direct_room(by=request.user, people=people)
    return room_out(room, request.user)


@router.get("/rooms/{int:room_id}", response=RoomOut, summary="One room")
def room(request: SignedIn, room_id: int) -> dict[str, Any]:
    return room_out(find_room(request, room_id), request.user)


@router.patch("/rooms/{int:room_id}", response=RoomOut, summary="Change a room")
def change_room(request: SignedIn, room_id: int, new: RoomChange) -> dict[str, Any]:
    found = find_room(request, room_id)
    actions.change_room(found, by=request.user, **new.dict(exclude_none=True))
    return room_out(found, request.user)


@router.put("/rooms/{int:room_id}/archived", response=RoomOut, summary="Make a room read-only")
def archive_room(request: SignedIn, room_id: int) -> dict[str, Any]:
    found = find_room(request, room_id)
    actions.archive_room(found, by=request.user)
    return room_out(found, request.user)


@router.delete("/rooms/{int:room_id}/archived", response=RoomOut, summary="Bring an archived room back")
def unarchive_room(request: SignedIn, room_id: int) -> dict[str, Any]:
    found = find_room(request, room_id)
    actions.unarchive_room(found, by=request.user)
    return room_out(found, request.user)


@router.post("/rooms/{int:room_id}/calls", response={201: CallOut}, summary="Say in the room where its call is held")
def call_room(request: SignedIn, room_id: int) -> Any:
    found = find_room(request, room_id)
    message = start_call(found, by=request.user, client_id=client_id_of(request, None))
    return Status(201, {"id": message.pk, "url": room_out(found, request.user)["call"]})


@router.get("/rooms/{int:room_id}/commands", response=list[CommandOut], summary="What a text that begins with / does")
def room_commands(request: SignedIn, room_id: int) -> list[dict[str, str]]:
    """As offered in this room; sent as the `body` of a message."""
    return [as_item(command) for command in offered_in(find_room(request, room_id), to=request.user)]


# --- Who is in it ----------------------------------------------------------------------------------------------------


@router.put("/rooms/{int:room_id}/membership", response=RoomOut, summary="Join")
def join_room(request: SignedIn, room_id: int) -> dict[str, Any]:
    found = find_room(request, room_id)
    actions.join_room(found, by=request.user)
    return room_out(found, request.user)


@router.delete("/rooms/{int:room_id}/membership", response={204: None}, summary="Leave")
def leave_room(request: SignedIn, room_id: int, successor: str = "") -> Any:
    """`successor` is the handle of who is to own the room after its last owner."""
    found = find_room(request, room_id)
    named = _member(found, successor) if successor else None
    actions.leave_room(found, by=request.user, successor=named)
    return Status(204, None)


@router.get("/rooms/{int:room_id}/members", response=PageOf[ChatMemberOut], summary="Who is in a room")
def room_members(request: SignedIn, room_id: int, paging: Query[Paging], q: str = "") -> dict[str, Any]:
    listing = members_of(find_room(request, room_id), matching=q)
    return page_of(listing, paging, dict, by=ORDER, complete=lambda page: members_out(page, request.user))


@router.post("/rooms/{int:room_id}/members", response=list[str], summary="Bring people in")
def add_to_room(request: SignedIn, room_id: int, new: MembersIn) -> list[str]:
    """Answers the handles of those who were not in it: so twice is once."""
    found = find_room(request, room_id)
    require(policies.can_add_people(request.user, found))
    people = people_called(new.people, by=request.user)
    _may_meet(people, mixed=new.mixed, room=found)
    fresh = actions.add_people(found, by=request.user, people=people, with_history=new.history)
    return [person.handle for person in people if person.pk in set(fresh)]


@router.put("/rooms/{int:room_id}/members/{handle}", response={204: None}, summary="Make an owner, or no longer")
def room_member(request: SignedIn, room_id: int, handle: str, new: RoomRoleIn) -> Any:
    found = find_room(request, room_id)
    owner = new.role == RoomMember.Role.OWNER
    actions.make_owner(found, by=request.user, person=_member(found, handle), owner=owner)
    return Status(204, None)


@router.delete("/rooms/{int:room_id}/members/{handle}", response={204: None}, summary="Put somebody out of a room")
def remove_from_room(request: SignedIn, room_id: int, handle: str) -> Any:
    found = find_room(request, room_id)
    actions.remove_member(found, by=request.user, person=_member(found, handle))
    return Status(204, None)


def _may_meet(people: list[User], *, mixed: bool, room: Room | None = None) -> None:
    """As on the pages: that firms would meet has to be meant."""
    if not mixed and (firms := firms_meeting(people, room=room)):
        said = _("People of several firms would meet here: %(firms)s. Send “mixed” if that is meant.")
        raise ValidationError(said % {"firms": ", ".join(firms)}, code="mixed")


def find_room(request: SignedIn, room_id: int) -> Room:
    found: Room = get_visible(Room.objects.select_related("space"), request.user, pk=room_id)
    return found


def _member(room: Room, handle: str) -> User:
    """In a room everybody sees everybody; who is not in it is not there."""
    row = get_object_or_404(RoomMember.objects.select_related("person"), room=room, person__handle=handle.lower())
    if row.person.is_bot:
        raise Http404
    return row.person
