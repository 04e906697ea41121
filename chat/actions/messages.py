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
from chat.hearing.concerned import concerns_somebody, is_told_to_programs
from chat.hearing.summoning import people_here
from chat.models import Message, Room, RoomMember
from chat.rendering import rendered
from intranet.accounts.models import User
from intranet.activity.ledger import record
from intranet.content.actions import publish_entry, written_before
from intranet.content.models import Entry
from intranet.content.when import When
from intranet.conversation.models import Poll
from intranet.conversation.polls.actions import add_poll
from intranet.conversation.polls.showing import carry
from intranet.conversation.polls.wanted import WantedPoll
from intranet.core.decisions import require
from intranet.realtime.publish import publish
from intranet.realtime.units import action, step
from intranet.search.indexing import mark_changed

from .replies import count_reply, replies_of, tell_followers

PUBLISHED = "chat.message.published"


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
    when: When | None = None,
    poll: WantedPoll | None = None,
    allow_empty: bool = False,
) -> Message:
    """Say something in a room, or in reply to the message ``thread``; now, or ``when``. With a ``poll`` it asks.

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
    message = Message(
        room=room, thread=thread, shown_in_room=in_line, quoted=quoted, forwarded=forwarded or {}, style=style
    )
    attachment_ids = list(attachment_ids)
    message.has_files = bool(attachment_ids)
    carry(message, None)
    return publish_entry(
        message,
        by=by,
        body=body,
        space=room.space,
        audience=room.audience,
        client_id=client_id,
        attachment_ids=attachment_ids,
        when=when,
        allow_empty=allow_empty,
        along=partial(_ask, wanted=poll, by=by) if poll is not None else None,
    )


def _ask(message: Message, *, wanted: WantedPoll, by: User) -> None:
    # Kept on the object, so that the frame shows it.
    message.poll = add_poll(message, wanted, by=by)


@step
def notice(room: Room, what: str, *, by: User, **details: Any) -> Message:
    """Leave a line in the room about the room: who joined, what it is called now. ``details`` are ids and words that
    everybody in it may read."""
    message = Message(room=room, style=Message.Style.NOTICE, notice={"what": what, **details})
    carry(message, None)
    return publish_entry(
        message,
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
    count_reply(message)
    if not message.is_new and (poll := Poll.objects.filter(entry_id=message.pk).first()) is not None:
        message.poll = poll
    # Kept with the message, for the answer to whoever sent it.
    message.html = html = rendered(message)
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
        replies=replies_of(message.thread),
        summons=message.summons,
    )
    if message.room.is_direct:
        RoomMember.objects.filter(room=message.room_id, hidden_at__isnull=False).update(hidden_at=None)
    has_followers = tell_followers(message)
    if has_followers or concerns_somebody(message) or is_told_to_programs(message):
        # Who is here now is known now alone; the job that tells them comes later.
        here: dict[str, Any] = {"here": people_here(message.room)} if message.summons == Message.Summons.HERE else {}
        record(PUBLISHED, by=message.author, on=message, **here)
    elif not message.is_notice:
        mark_changed([message.pk])


def _number(message: Message, seq: int) -> None:
    message.seq = seq
    Message.objects.filter(pk=message.pk).update(seq=seq)
    if message.shown_in_room:
        Room.objects.filter(pk=message.room_id).update(last_seq=Greatest(F("last_seq"), seq))
        message.room.last_seq = max(message.room.last_seq, seq)
