"""Who has seen a message: told from the marks, never from a row for each message.

Only people who read in the same room learn it of each other, and only as far as both want to: who keeps back what they
have read is told of nobody. A room may do without altogether.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from chat.models import Message, Room, RoomMember, ThreadMember
from chat.reading.unread import new_for
from intranet.accounts.models import User
from intranet.accounts.models.people import UserQuerySet
from intranet.content.models import Stance
from intranet.core.decisions import YES, Decision, no
from intranet.realtime.publish import publish
from intranet.realtime.units import step

# In a room of more people than this nobody is told as it happens; whoever wants to know asks.
MOST_LIVE = 10
MOST_NAMED = 200
# Where whoever listens to the room's stream is in the room.
_AMONG_THEMSELVES = (Room.Sort.CLOSED, Room.Sort.DIRECT, Room.Sort.GROUP)


def can_see_readers(person: User, room: Room) -> Decision:
    if not room.receipts:
        return no(_("This room does not show who has read what."))
    if not RoomMember.objects.filter(room=room, person=person).exists():
        return no(_("Only who is in the room learns who has read what."))
    if not person.show_reading:
        return no(_("You do not show others what you have read, so you do not see what they have read either."))
    return YES


def readers_of(message: Message, viewer: User) -> UserQuerySet:
    """Whose mark has passed this message, of those of whom the viewer may learn it; not the viewer, nor whoever wrote
    it. Who came after it was said has passed it without reading."""
    there = RoomMember.objects.filter(room=message.room_id, history_from__lt=message.seq or 0)
    there = there.filter(joined_at__lte=message.published_at)
    passed = Q(pk__in=[])
    if message.shown_in_room:
        passed |= Q(pk__in=there.filter(read_seq__gte=message.seq).values("person"))
    if message.thread_id is not None:
        in_thread = ThreadMember.objects.filter(thread=message.thread_id, read_seq__gte=message.seq)
        passed |= Q(pk__in=in_thread.filter(person__in=there.values("person")).values("person"))
    return _who_share_with(viewer).filter(passed).exclude(pk=message.author_id).order_by("folded_name", "pk")


def marks_in(room: Room, viewer: User) -> list[dict[str, Any]] | None:
    """How far each of the others has read, for a room in which that is told as it happens; None in any other."""
    if not room.receipts or not viewer.show_reading:
        return None
    rows = RoomMember.objects.filter(room=room).order_by("pk")
    members = list(rows.values_list("person_id", "read_seq")[: MOST_LIVE + 1])
    if len(members) > MOST_LIVE or viewer.pk not in dict(members):
        return None
    names = dict(_who_share_with(viewer).filter(pk__in=dict(members)).values_list("pk", "name"))
    return [{"person": pk, "name": names[pk], "upto": seq} for pk, seq in members if pk in names]


@step
def tell_seen(room: Room, *, by: User, after: int, upto: int) -> None:
    """Tell the others of a small room that somebody's mark has passed a message of theirs."""
    if not room.receipts or not by.show_reading:
        return
    rows = RoomMember.objects.filter(room=room).order_by("pk")
    others = [pk for pk in rows.values_list("person_id", flat=True)[: MOST_LIVE + 1] if pk != by.pk]
    if not others or len(others) >= MOST_LIVE:
        return
    if not new_for(by).filter(room=room, shown_in_room=True, seq__gt=after, seq__lte=upto).exists():
        return
    listening = set(_who_share_with(by).filter(pk__in=others).values_list("pk", flat=True))
    for stream in _streams(room, others, listening):
        publish(stream, "chat.room.seen", room=room.pk, person=by.pk, upto=upto)


def _streams(room: Room, others: Iterable[int], listening: set[int]) -> list[str]:
    """The room's own, where that reaches nobody else."""
    if room.sort in _AMONG_THEMSELVES and listening.issuperset(others):
        return [room.key]
    return [f"user_{pk}" for pk in sorted(listening)]


def _who_share_with(viewer: User) -> UserQuerySet:
    """Who learns of whom goes both ways: neither keeps it back, neither has blocked the other."""
    blocks = Stance.objects.filter(way=Stance.Way.BLOCK)
    people = User.objects.active().filter(show_reading=True).exclude(pk=viewer.pk)
    return people.exclude(pk__in=blocks.filter(holder=viewer, person__isnull=False).values("person")).exclude(
        pk__in=blocks.filter(person=viewer).values("holder")
    )
