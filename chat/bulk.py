"""Many messages at once, for importers and load data: what ``send_message`` would leave, without a transaction each.

A test compares. What is left out is what does not last: frames (kept for a week) and what is told to open pages. Nobody
is notified, and the index is rebuilt afterwards.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime

from django.db import transaction

from intranet.activity.models import Activity
from intranet.content.bulk import insert_entries
from intranet.conversation.models import Mention
from intranet.realtime import ledger
from intranet.realtime.models import Stream

from .actions.messages import PUBLISHED
from .actions.replies import REPLIERS_SHOWN
from .models import Message, Room, ThreadMember

BATCH = 500


def insert_messages(messages: Iterable[Message], *, told: Callable[[int], None] = lambda _count: None) -> int:
    """Insert unsaved messages, oldest first: each has its room, author, body and ``published_at``, and perhaps a thread
    that came before. They are numbered as they come. Returns how many were inserted."""
    writer = _Writer()
    count = 0
    for message in messages:
        if message.thread is not None and message.thread.pk is None:
            writer.flush()
        writer.take(message)
        if len(writer.waiting) >= BATCH:
            writer.flush()
            count += BATCH
            told(count)
    writer.flush()
    return writer.written


class _Writer:
    def __init__(self) -> None:
        self.heads: dict[int, int] = {}
        self.waiting: list[Message] = []
        self.written = 0

    def take(self, message: Message) -> None:
        room = message.room
        head = self.heads.get(room.pk)
        if head is None:
            head = ledger.heads([room.key])[room.key]
        message.seq = self.heads[room.pk] = head + 1
        message.audience, message.space = room.audience, room.space
        message.shown_in_room = message.thread is None
        self.waiting.append(message)

    def flush(self) -> None:
        batch, self.waiting = self.waiting, []
        if not batch:
            return
        for message in batch:
            if message.thread is not None:
                message.thread = message.thread  # which has its key by now
        with transaction.atomic():
            insert_entries(batch)
            _count_replies([message for message in batch if message.thread_id is not None])
            _note(batch)
            self._move_heads(batch)
        self.written += len(batch)

    def _move_heads(self, batch: list[Message]) -> None:
        rooms = {message.room_id: message.room for message in batch}
        streams = [Stream(name=room.key, head=self.heads[pk]) for pk, room in rooms.items()]
        Stream.objects.bulk_create(streams, update_conflicts=True, unique_fields=["name"], update_fields=["head"])
        for message in batch:
            room = rooms[message.room_id]
            room.last_message_at = message.published_at
            if message.shown_in_room:
                room.last_seq = message.seq or room.last_seq
        Room.objects.bulk_update(rooms.values(), ["last_seq", "last_message_at"])


def _count_replies(replies: list[Message]) -> None:
    heads: dict[int, Message] = {}
    followers: dict[tuple[int, int], ThreadMember] = {}
    for reply in replies:
        head = heads.setdefault(reply.thread_id or 0, reply.thread)  # type: ignore[arg-type]
        before = _last_of(head)
        for person in (reply.author_id, head.author_id):
            row = ThreadMember(thread_id=head.pk, person_id=person, read_seq=before)
            followers.setdefault((head.pk, person), row)
        head.replies_count += 1
        head.last_reply_at = reply.published_at
        head.repliers = [reply.author_id, *(pk for pk in head.repliers if pk != reply.author_id)][:REPLIERS_SHOWN]
        head.last_reply_seq = reply.seq  # type: ignore[attr-defined]
    Message.objects.bulk_update(heads.values(), ["replies_count", "last_reply_at", "repliers"])
    ThreadMember.objects.bulk_create(followers.values(), ignore_conflicts=True)


def _last_of(head: Message) -> int:
    """The number of the last thing said in a thread so far."""
    return getattr(head, "last_reply_seq", head.seq) or 0


def _note(batch: list[Message]) -> None:
    """Activity only where somebody is concerned: named, written to directly, or in the thread."""
    named = set(Mention.objects.filter(entry__in=[message.pk for message in batch]).values_list("entry_id", flat=True))
    Activity.objects.bulk_create(
        Activity(
            verb=PUBLISHED,
            actor=message.author,
            subject=message.key,
            label=message.audit_label,
            audience=message.audience,
            created_at=message.published_at or datetime.max,
        )
        for message in batch
        if message.pk in named or message.room.is_direct or _has_other_follower(message)
    )


def _has_other_follower(message: Message) -> bool:
    return message.thread is not None and (
        message.thread.author_id != message.author_id or any(pk != message.author_id for pk in message.thread.repliers)
    )
