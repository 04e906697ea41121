"""``threads``: following the replies to a message, and how far they were read; and who has seen a message."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from ninja import Query, Router, Schema, Status
from pydantic import Field

from chat import actions
from chat.api_schemas import ChatMessageOut, messages_out, met_out
from chat.models import Message
from chat.reading.receipts import can_see_readers, readers_of
from chat.reading.unread import totals
from chat.rooms.members import known_among
from chat.rooms.own_api import MarkIn
from chat.threads.opening import ORDER, Followed, completed, followed_by, thread_for
from intranet.api.pages import PageOf, Paging, page_of
from intranet.api.schemas import PersonOut
from intranet.core.decisions import require
from intranet.core.http import SignedIn, get_visible

router = Router(tags=["threads"])


class ThreadOut(Schema):
    """A thread I follow."""

    message_id: int = Field(description="The message it began with.")
    room_id: int
    message: ChatMessageOut | None = Field(description="Null where it was said before my time, or taken away.")
    replies_count: int
    last_reply_at: datetime
    read_seq: int = Field(description="Everything up to this number has been read.")
    unread: int = Field(description="New replies; counted up to 100.")


class ThreadUnreadOut(Schema):
    """Rooms of which I want to hear nothing count by their mentions only. Counted up to 100."""

    rooms: int = Field(description="Rooms with something new.")
    messages: int
    calls: int = Field(description="Mentions of me, and what was said to me alone.")
    threads: int = Field(description="Threads I follow with new replies.")


class Which(Paging):
    unread: bool = Field(False, description="Only those with new replies.")


@router.get("/me/unread", response=ThreadUnreadOut, summary="What is new for me in rooms and threads")
def what_is_new(request: SignedIn) -> Any:
    return totals(request.user)


@router.get("/me/threads", response=PageOf[ThreadOut], summary="The threads I follow, with new replies first")
def own_threads(request: SignedIn, which: Query[Which]) -> dict[str, Any]:
    viewer = request.user

    def complete(members: list[Any]) -> list[dict[str, Any]]:
        found = completed(members, viewer)
        roots = {one.pk: one.root for one in found if one.root is not None and not one.root.is_tombstone}
        said = dict(zip(roots, messages_out(list(roots.values()), viewer), strict=True))
        return [_thread_out(one, said.get(one.pk)) for one in found]

    return page_of(followed_by(viewer, unread_only=which.unread), which, dict, by=ORDER, complete=complete)


@router.put("/me/threads/read", response={204: None}, summary="Nothing in my threads is unread any more")
def read_threads(request: SignedIn) -> Any:
    actions.read_all_threads(by=request.user)
    return Status(204, None)


@router.put("/messages/{int:message_id}/thread", response={204: None}, summary="Hear of the replies to a message")
def follow_thread(request: SignedIn, message_id: int) -> Any:
    actions.follow_thread(thread_for(request.user, message_id), by=request.user)
    return Status(204, None)


@router.delete("/messages/{int:message_id}/thread", response={204: None}, summary="Hear of them no longer")
def leave_thread(request: SignedIn, message_id: int) -> Any:
    actions.follow_thread(thread_for(request.user, message_id), by=request.user, follow=False)
    return Status(204, None)


@router.put("/messages/{int:message_id}/thread/read", response={204: None}, summary="Replies up to here have been read")
def mark_thread_read(request: SignedIn, message_id: int, mark: MarkIn) -> Any:
    """The mark never goes back by this."""
    actions.mark_thread_read(thread_for(request.user, message_id), by=request.user, seq=mark.seq, anew=True)
    return Status(204, None)


@router.put(
    "/messages/{int:message_id}/thread/unread", response={204: None}, summary="This reply and what follows is unread"
)
def mark_thread_unread(request: SignedIn, message_id: int, mark: MarkIn) -> Any:
    actions.mark_thread_unread(thread_for(request.user, message_id), by=request.user, seq=mark.seq)
    return Status(204, None)


@router.get("/messages/{int:message_id}/readers", response=PageOf[PersonOut], summary="Who has seen a message")
def message_readers(request: SignedIn, message_id: int, paging: Query[Paging]) -> dict[str, Any]:
    """Of those who show what they have read; 403 where the room does not show it, or you do not."""
    said = Message.objects.select_related("room").filter(seq__isnull=False)
    message = get_visible(said, request.user, pk=message_id)
    require(can_see_readers(request.user, message.room))
    readers = readers_of(message, request.user).with_byline()

    def complete(people: list[Any]) -> list[dict[str, Any]]:
        known = known_among(request.user, people)
        return [met_out(person, known) for person in people]

    return page_of(readers, paging, dict, by=("folded_name", "pk"), complete=complete)


def _thread_out(one: Followed, message: dict[str, Any] | None) -> dict[str, Any]:
    return {
        "message_id": one.pk,
        "room_id": one.room.pk,
        "message": message,
        "replies_count": one.replies_count,
        "last_reply_at": one.member.thread.last_reply_at,
        "read_seq": one.member.read_seq,
        "unread": one.new,
    }
