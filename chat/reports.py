"""What those who keep order in the house learn of a room they do not read: what somebody inside reports, with a few
words around it."""

from __future__ import annotations

from collections.abc import Iterable

from intranet.accounts.models import User
from intranet.content.models import Entry

from .models import Message, Room

BEFORE, AFTER = 2, 1
LONGEST = 1000


def said_around(entry: Entry, reader: User) -> Iterable[dict[str, str]]:
    """The messages just before and after one, of those that ``reader`` reads. Nothing where all staff read anyway."""
    message = Message.objects.select_related("room").get(pk=entry.entry_id)
    if message.room.sort == Room.Sort.OPEN or message.seq is None:
        return
    near = Message.objects.visible_to(reader).published().exclude(style=Message.Style.NOTICE)
    near = near.filter(room=message.room_id, thread=message.thread_id).select_related("author")
    before = near.filter(seq__lt=message.seq).order_by("-seq")[:BEFORE]
    after = near.filter(seq__gt=message.seq).order_by("seq")[:AFTER]
    for one in [*reversed(before), *after]:
        if one.published_at is not None:
            at = one.published_at.isoformat()
            yield {"author": one.author.name, "at": at, "text": one.body_text[:LONGEST]}
