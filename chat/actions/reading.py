"""How far somebody has read: one mark for a person and a room or a thread, never a row for a message.

A mark goes on and never back, but by hand (``mark_unread``). Each change of it is one statement with its condition in
it, so that twenty tabs of one person that say different things at once leave the furthest.
"""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.timezone import now
from django.utils.translation import gettext as _

from chat.audience import rooms_held
from chat.hearing.telling import note_read
from chat.hearing.waiting import tell_badge
from chat.models import Message, Room, RoomMember
from chat.reading.receipts import tell_seen
from chat.reading.unread import Unread, unread_in
from intranet.accounts.models import User
from intranet.realtime.publish import publish
from intranet.realtime.units import action


@action
def mark_read(room: Room, *, by: User, seq: int, anew: bool = False) -> bool:
    """Everything up to ``seq`` has been read. What lies beyond the last message is cut to it.

    A mark that was put back by hand stays until the room is looked at ``anew``: the tabs that showed it when it was put
    back may still be about to say that it was read. False when nothing changes, or ``by`` is not in the room.
    """
    mine = RoomMember.objects.filter(room=room, person=by)
    found = mine.values_list("read_seq", "room__last_seq").first()
    if found is None:
        return False
    before, last = found
    seq = min(seq, last)
    behind = mine.filter(read_seq__lt=seq) if anew else mine.filter(read_seq__lt=seq, kept_unread=False)
    if not behind.update(read_seq=seq, read_at=now(), kept_unread=False):
        return False
    note_read(room, by, upto=seq)
    unread = Unread() if seq == last else unread_in(room, by)
    publish(by.key, "chat.read", room=room.pk, upto=seq, unread=unread.messages, mentions=unread.mentions, kept=False)
    tell_badge(by)
    tell_seen(room, by=by, after=before, upto=seq)
    return True


@action
def mark_unread(room: Room, *, by: User, seq: int) -> bool:
    """The message with this number and all after it are unread again, on every device. False for who is not in the
    room; ValidationError where there is no such message."""
    mine = RoomMember.objects.select_for_update().filter(room=room, person=by).first()
    if mine is None:
        return False
    if not Message.objects.visible_to(by).filter(room=room, shown_in_room=True, seq=seq).exists():
        raise ValidationError(_("There is no such message in this room."), code="seq")
    floor = rooms_held(by).get(room.pk, 0)
    mine.read_seq, mine.kept_unread = max(min(mine.read_seq, seq - 1), floor), True
    mine.save(update_fields=["read_seq", "kept_unread"])
    unread = unread_in(room, by)
    publish(
        by.key,
        "chat.read",
        room=room.pk,
        upto=mine.read_seq,
        unread=unread.messages,
        mentions=unread.mentions,
        kept=True,
    )
    tell_badge(by)
    return True
