"""How far somebody has read: one mark for a person and a room, never a row for a message."""

from __future__ import annotations

from django.utils.timezone import now

from chat.models import Room, RoomMember
from intranet.accounts.models import User
from intranet.realtime.publish import publish
from intranet.realtime.units import action


@action
def mark_read(room: Room, *, by: User, seq: int) -> bool:
    """Everything up to ``seq`` has been read. The mark never goes back, and not beyond what was said. False when it
    stood there already, or ``by`` is not in the room."""
    last = Room.objects.filter(pk=room.pk).values_list("last_seq", flat=True).first() or 0
    seq = min(seq, last)
    mine = RoomMember.objects.filter(room=room, person=by, read_seq__lt=seq)
    if not mine.update(read_seq=seq, read_at=now(), kept_unread=False):
        return False
    publish(by.key, "chat.read", room=room.pk, upto=seq)
    return True


@action
def mark_unread(room: Room, *, by: User, seq: int) -> bool:
    """Put the mark back to before ``seq``, until more is read than there was. False when ``by`` is not in the room."""
    if not RoomMember.objects.filter(room=room, person=by).update(read_seq=max(seq - 1, 0), kept_unread=True):
        return False
    publish(by.key, "chat.read", room=room.pk, upto=max(seq - 1, 0))
    return True
