"""What the API says of rooms, of who is in them, and of what is said."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from ninja import Schema
from pydantic import Field

from chat.rooms.calls import call_address
from chat.rooms.finding import heads_in
from chat.rooms.labels import label_of, others_in
from chat.rooms.members import known_among
from chat.tools.quoting import attach_forwarded
from intranet.accounts.models import User
from intranet.api.polls import PollOut, poll_out
from intranet.api.schemas import EntryOut, PersonOut, absolute, entry_out, person_out, whole
from intranet.conversation.polls.showing import Shown, shown_to
from intranet.core.text import fold

from .models import Message, Room, RoomMember


class RoomOut(Schema):
    id: int
    sort: Room.Sort
    name: str = Field(description="Of a direct or group message: who the others are.")
    topic: str
    about: str
    space_id: int | None
    posting: Room.Posting = Field(description="`everyone`, or `keepers` where only owners write outside of threads.")
    receipts: bool
    keep_days: int | None
    call: str = Field(description="Where its calls are held; empty where nobody has said.")
    with_guests: bool = Field(description="Whether anybody in it is not on the staff.")
    archived: bool
    joined: bool
    members_count: int
    last_seq: int = Field(description="The number of the last message in its main line.")
    last_message_at: datetime | None
    url: str


class OwnRoomOut(RoomOut):
    """A room I am in."""

    role: RoomMember.Role
    read_seq: int = Field(description="Everything up to this number has been read.")
    unread: int = Field(description="New messages in its main line; counted up to 100.")
    mentions: int = Field(description="In how many of them I am named.")
    favourite: bool
    section_id: int | None
    level: str | None = Field(description="How much I am told of it: `all`, `mentions` or `nothing`; null: as usual.")


class ChatMemberOut(Schema):
    person: PersonOut
    role: RoomMember.Role
    joined_at: datetime


class ForwardedOut(Schema):
    author: str = Field(description="The name of who said it.")
    said_at: datetime | None
    body: str


class ChatMessageOut(EntryOut):
    room_id: int
    seq: int | None = Field(description="Its number in the room; null as long as it waits for its time.")
    thread_id: int | None = Field(description="The message it replies to.")
    shown_in_room: bool = Field(description="Whether it stands in the main line.")
    replies_count: int
    last_reply_at: datetime | None
    style: Message.Style
    notice: dict[str, Any] = Field(description="What a notice says: `what`, and `people` by their numbers.")
    quoted_id: int | None = Field(description="The entry it quotes; whether you may read that, it will say itself.")
    forwarded: ForwardedOut | None = Field(description="What it passes on, as it was said.")
    poll: PollOut | None


def rooms_out(rooms: Sequence[Room], viewer: User) -> list[dict[str, Any]]:
    """Several rooms in a fixed number of queries."""
    heads, others = heads_in(rooms), others_in(rooms, viewer)
    mine = set(RoomMember.objects.filter(person=viewer, room__in=rooms).values_list("room_id", flat=True))
    return [_room_out(room, heads, others.get(room.pk, []), mine) for room in rooms]


def room_out(room: Room, viewer: User) -> dict[str, Any]:
    return rooms_out([room], viewer)[0]


def _room_out(room: Room, heads: dict[int, int], others: list[User], mine: Collection[int]) -> dict[str, Any]:
    names = ("sort", "topic", "about", "space_id", "posting", "receipts", "keep_days", "with_guests")
    return {name: getattr(room, name) for name in (*names, "last_seq", "last_message_at")} | {
        "id": room.pk,
        "name": label_of(room, others),
        "call": call_address(room) if room.pk in mine else "",
        "archived": room.is_archived,
        "joined": room.pk in mine,
        "members_count": heads.get(room.pk, 0),
        "url": absolute(room.get_absolute_url()),
    }


def members_out(members: Iterable[RoomMember], viewer: User) -> list[dict[str, Any]]:
    members = list(members)
    known = known_among(viewer, [one.person for one in members])
    return [
        {"person": met_out(one.person, known), "role": one.role, "joined_at": one.joined_at, "pk": one.pk}
        for one in members
    ]


def messages_out(messages: Sequence[Message], viewer: User) -> list[dict[str, Any]]:
    """A page of messages in a fixed number of queries."""
    complete = whole(list(messages), viewer)
    attach_forwarded(complete)
    known = known_among(viewer, [message.author for message in complete])
    polls = shown_to(viewer, [message.pk for message in complete])
    return [_message_out(message, known, polls.get(message.pk)) for message in complete]


def message_out(message: Message, viewer: User) -> dict[str, Any]:
    return messages_out([message], viewer)[0]


def _message_out(message: Message, known: Collection[int], poll: Shown | None) -> dict[str, Any]:
    names = ("room_id", "seq", "thread_id", "shown_in_room", "replies_count", "last_reply_at", "style", "notice")
    return (
        entry_out(message)
        | {name: getattr(message, name) for name in (*names, "quoted_id")}
        | {
            "author": met_out(message.author, known),
            "forwarded": _forwarded_out(message),
            "poll": poll_out(poll) if poll is not None else None,
        }
    )


def _forwarded_out(message: Any) -> dict[str, Any] | None:
    """Without the room it came from, which is not everybody's to know of."""
    if message.passed_on is None:
        return None
    return {"author": message.passed_on.name, "said_at": message.passed_on.at, "body": message.forwarded["body"]}


def met_out(person: User, known: Collection[int]) -> dict[str, Any]:
    """Somebody as they are met in a room: of whom one may not know elsewhere, a name and no more."""
    said = person_out(person)
    if person.pk in known:
        return said
    return said | {"job_title": "", "department": None, "company": None, "url": ""}


def people_called(handles: Iterable[str], *, by: User) -> list[User]:
    """The people of these handles, as far as ``by`` may know of them. ValidationError for one who is nobody."""
    asked = list(dict.fromkeys(fold(handle.strip().removeprefix("@")) for handle in handles))
    found = {person.handle: person for person in User.objects.visible_to(by).active().filter(handle__in=asked)}
    if missing := [handle for handle in asked if handle not in found]:
        said = _("There is nobody here called @%(handle)s.") % {"handle": missing[0][:40]}
        raise ValidationError({"people": said}, code="person")
    return [found[handle] for handle in asked]
