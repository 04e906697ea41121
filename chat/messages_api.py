"""``messages``: what is said in rooms, and saying it."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import BadRequest
from django.utils.translation import gettext as _
from ninja import Query, Router, Schema, Status
from pydantic import Field

from chat.rooms.api import find_room
from chat.threads.opening import thread_for
from intranet.api.bots import let_bots
from intranet.api.keeping import when_of
from intranet.api.keys import client_id_of
from intranet.api.links import absolute
from intranet.api.pages import PageOf, Paging, page_of
from intranet.api.polls import PollIn
from intranet.content import actions as content_actions
from intranet.content.models import Entry
from intranet.core.http import SignedIn, get_visible

from . import actions
from .api_schemas import ChatMessageOut, message_out, messages_out
from .commands import Answer, say
from .models import Message, MessageQuerySet

router = Router(tags=["messages"])


class Stretch(Paging):
    """Which part of a room. At most one of the four numbers; without one, the newest."""

    before: int | None = Field(None, description="What was said before this number, the latest first.")
    since: int | None = Field(None, description="What was said after this number, in order: for catching up.")
    after: int | None = Field(None, description="The same as `since`.")
    around: int | None = Field(None, description="Half a page before this number and half from it on, in order.")
    replies: bool = Field(False, description="With what was said in threads only.")


class MessageIn(Schema):
    body: str = Field("", description="Markdown. What begins with / is a command; with //, words that begin with /.")
    client_id: UUID | None = None
    thread: int | None = Field(None, description="The message this one replies to.")
    also_in_room: bool = Field(False, description="A reply that stands in the main line as well.")
    quoted: int | None = Field(None, description="The entry this one quotes.")
    attachments: list[UUID] = []
    poll: PollIn | None = Field(None, description="Answers to choose from; the words ask the question.")
    send_at: datetime | None = Field(None, description="When it is to be sent; without an offset, on my clock.")


class Sent(Schema):
    """The answer to sending: the same for the first call and for its repetition."""

    id: int | None = Field(description="Null where a command said nothing.")
    seq: int | None = Field(description="Its number in the room; null as long as it waits for its time.")
    url: str
    told: str = Field("", description="What a command answers to its sender alone.")


class MessageChange(Schema):
    body: str
    based_on: int | None = Field(None, description="The `revision` that was read: 409 when it is another one by now.")


@router.get("/rooms/{int:room_id}/messages", response=PageOf[ChatMessageOut], summary="What was said in a room")
def room_messages(request: SignedIn, room_id: int, stretch: Query[Stretch]) -> dict[str, Any]:
    """The latest first, or in order where `since` or `around` asks for what follows."""
    room = find_room(request, room_id)
    said = _readable(request).filter(room=room)
    if not stretch.replies:
        said = said.filter(shown_in_room=True)
    return _page(request, said, stretch)


@router.post("/rooms/{int:room_id}/messages", response={200: Sent, 201: Sent}, summary="Say something in a room")
def send(request: SignedIn, room_id: int, new: MessageIn) -> Any:
    """201 with the message; 200 where it was a command that says nothing in the room."""
    room, by = find_room(request, room_id), request.user
    along: dict[str, Any] = {
        "client_id": client_id_of(request, new.client_id),
        "attachment_ids": new.attachments,
        "thread": thread_for(by, new.thread) if new.thread is not None else None,
        "also_in_room": new.also_in_room,
        "quoted": get_visible(Entry, by, pk=new.quoted) if new.quoted is not None else None,
        "when": when_of(new.send_at, by) if new.send_at is not None else None,
    }
    if new.poll is not None or by.is_bot:
        # A poll is asked in its own field, and a program has words and no commands.
        poll = new.poll.wanted() if new.poll is not None else None
        return _sent(Answer(actions.send_message(room, by=by, body=new.body, poll=poll, **along)))
    return _sent(say(room, by=by, body=new.body, **along))


@router.get("/messages/{int:message_id}", response=ChatMessageOut, summary="One message")
def one_message(request: SignedIn, message_id: int) -> dict[str, Any]:
    return message_out(_one(request, message_id), request.user)


@router.patch("/messages/{int:message_id}", response=ChatMessageOut, summary="Change my message")
def edit_message(request: SignedIn, message_id: int, change: MessageChange) -> dict[str, Any]:
    found = _one(request, message_id)
    content_actions.edit_entry(found, by=request.user, body=change.body, based_on=change.based_on)
    return message_out(found, request.user)


@router.delete("/messages/{int:message_id}", response={204: None}, summary="Delete my message; it can be brought back")
def delete_message(request: SignedIn, message_id: int) -> Any:
    content_actions.delete_entry(_one(request, message_id), by=request.user)
    return Status(204, None)


@router.get(
    "/messages/{int:message_id}/replies", response=PageOf[ChatMessageOut], summary="What was replied to a message"
)
def message_replies(request: SignedIn, message_id: int, stretch: Query[Stretch]) -> dict[str, Any]:
    return _page(request, _readable(request).filter(thread=thread_for(request.user, message_id)), stretch)


def _readable(request: SignedIn) -> MessageQuerySet:
    """What was said and may be read; of whom one has blocked nothing, as in every list."""
    said = Message.objects.visible_to(request.user).published().without_blocked(request.user)
    return said.filter(seq__isnull=False).select_related("room__space")


def _one(request: SignedIn, message_id: int) -> Message:
    found: Message = get_visible(
        Message.objects.with_people().select_related("room__space"), request.user, pk=message_id
    )
    return found


def _page(request: SignedIn, said: MessageQuerySet, stretch: Stretch) -> dict[str, Any]:
    since = stretch.since if stretch.since is not None else stretch.after
    if sum(number is not None for number in (stretch.before, since, stretch.around)) > 1:
        raise BadRequest(_("Ask for one of before, since and around."))

    def complete(found: list[Any]) -> list[dict[str, Any]]:
        return messages_out(found, request.user)

    if stretch.around is not None:
        half = stretch.limit // 2
        earlier = said.filter(seq__lt=stretch.around).order_by("-seq")[:half]
        later = said.filter(seq__gte=stretch.around).order_by("seq")[: stretch.limit - half]
        return {"items": complete([*reversed(earlier), *later]), "next": None}
    if since is not None:
        return page_of(said.filter(seq__gt=since), stretch, dict, by=("seq", "pk"), complete=complete)
    if stretch.before is not None:
        said = said.filter(seq__lt=stretch.before)
    return page_of(said, stretch, dict, by=("-seq", "-pk"), complete=complete)


def _sent(answer: Answer) -> Any:
    made = answer.message
    if made is None:
        return Status(
            200, {"id": None, "seq": None, "url": absolute(answer.go) if answer.go else "", "told": answer.told}
        )
    url = absolute(made.get_absolute_url())
    return Status(201, {"id": made.pk, "seq": made.seq, "url": url, "told": answer.told})


let_bots(
    "GET rooms",
    "GET rooms/{int:room_id}",
    "GET rooms/{int:room_id}/members",
    "GET rooms/{int:room_id}/messages",
    "POST rooms/{int:room_id}/messages",
    "GET messages/{int:message_id}",
    "PATCH messages/{int:message_id}",
    "DELETE messages/{int:message_id}",
    "GET messages/{int:message_id}/replies",
    "PUT entries/{int:entry_id}/reactions/{sort}",
    "DELETE entries/{int:entry_id}/reactions/{sort}",
)
