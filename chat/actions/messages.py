"""Saying something in a room. Editing and deleting a message is ``content.actions``, as for every entry."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import F
from django.db.models.functions import Greatest
from django.utils.translation import gettext as _

from chat import policies
from chat.concerned import concerns_somebody
from chat.models import Message, Room, RoomMember
from chat.rendering import rendered
from intranet.accounts.models import User
from intranet.activity.ledger import record
from intranet.content.actions import publish_entry, written_before
from intranet.content.models import Entry
from intranet.content.when import When
from intranet.core.decisions import require
from intranet.realtime.publish import publish
from intranet.realtime.units import action, step
from intranet.search.indexing import mark_changed

PUBLISHED = "chat.message.published"
REPLIERS_SHOWN = 3


@action
def send_message(
    room: Room,
    *,
    by: User,
    body: str,
    client_id: UUID | None = None,
    attachment_ids: Iterable[Any] = (),
    thread: Message | None = None,
    also_in_room: bool = False,
    quoted: Entry | None = None,
    forwarded: dict[str, Any] | None = None,
    style: str = Message.Style.TEXT,
    summons: str = Message.Summons.NONE,
    when: When | None = None,
    allow_empty: bool = False,
) -> Message:
    """Say something in a room, or in reply to the message ``thread``; now, or ``when``.

    Sent twice with the same ``client_id`` it is there once. ``seq`` is known when the outermost action has ended: it is
    the number of the event on the room's stream. ValidationError when there is nothing to say or too much of it.
    """
    if (earlier := written_before(Message, by=by, client_id=client_id)) is not None:
        return earlier
    if thread is not None:
        thread = thread.thread if thread.thread_id else thread
        if thread is None or thread.room_id != room.pk or thread.is_notice:
            raise ValidationError(_("There is no such message in this room."), code="thread")
    in_line = thread is None or also_in_room
    require((policies.can_write_in if in_line else policies.can_take_part)(by, room))
    return publish_entry(
        Message(
            room=room,
            thread=thread,
            shown_in_room=in_line,
            quoted=quoted,
            forwarded=forwarded or {},
            style=style,
            summons=summons,
        ),
        by=by,
        body=body,
        space=room.space,
        audience=room.audience,
        client_id=client_id,
        attachment_ids=attachment_ids,
        when=when,
        allow_empty=allow_empty,
    )


@step
def notice(room: Room, what: str, *, by: User, **details: Any) -> Message:
    """Leave a line in the room about the room: who joined, what it is called now. ``details`` are ids and words that
    everybody in it may read."""
    return publish_entry(
        Message(room=room, style=Message.Style.NOTICE, notice={"what": what, **details}),
        by=by,
        body="",
        space=room.space,
        audience=room.audience,
        allow_empty=True,
    )


@step
def announce_message(message: Message) -> None:
    """The message is out: it gets its number, and everybody who follows the room hears it.

    The room's row is held from here to the commit, before the counter of its stream, so that all who write in a room
    wait for each other in one order.
    """
    count_in_thread(message, +1)
    html = rendered(message)
    Room.objects.filter(pk=message.room_id).update(last_message_at=message.published_at)
    publish(
        message.room.key,
        PUBLISHED,
        html=html,
        numbered=partial(_number, message),
        entry=message.pk,
        room=message.room_id,
        author=message.author_id,
        client_id=str(message.client_id) if message.client_id else None,
        thread=message.thread_id,
        shown_in_room=message.shown_in_room,
        style=message.style,
        replies=_replies(message),
    )
    if message.room.is_direct:
        RoomMember.objects.filter(room=message.room_id, hidden_at__isnull=False).update(hidden_at=None)
    if concerns_somebody(message):
        record(PUBLISHED, by=message.author, on=message)
    elif not message.is_notice:
        mark_changed([message.pk])


def _number(message: Message, seq: int) -> None:
    message.seq = seq
    Message.objects.filter(pk=message.pk).update(seq=seq)
    if message.shown_in_room:
        Room.objects.filter(pk=message.room_id).update(last_seq=Greatest(F("last_seq"), seq))
        message.room.last_seq = max(message.room.last_seq, seq)


@step
def count_in_thread(message: Message, change: int) -> None:
    """Count a reply that has come or gone in the message it replies to; ``message.thread`` knows afterwards."""
    if message.thread_id is None:
        return
    root = Message.objects.select_for_update().select_related("author").get(pk=message.thread_id)
    root.replies_count = max(root.replies_count + change, 0)
    if change > 0:
        root.last_reply_at = message.published_at
        root.repliers = [message.author_id, *(pk for pk in root.repliers if pk != message.author_id)][:REPLIERS_SHOWN]
    Message.objects.filter(pk=root.pk).update(
        replies_count=root.replies_count, last_reply_at=root.last_reply_at, repliers=root.repliers
    )
    message.thread = root


def _replies(message: Message) -> dict[str, Any] | None:
    """What the message that is replied to shows of its thread."""
    if message.thread is None:
        return None
    root = message.thread
    return {
        "count": root.replies_count,
        "last": root.last_reply_at.isoformat() if root.last_reply_at else None,
        "people": root.repliers,
    }
