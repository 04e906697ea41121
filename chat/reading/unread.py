"""How much is new for somebody: in their rooms, in the threads they follow, and where they are named.

The one place that counts. The mark says how far somebody has read. What follows it is unread, unless it is their own,
a notice, taken away, or by somebody they have blocked. Numbers stop at ``MOST_COUNTED``: a room that was left alone for
a year costs no more than a busy week.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, F, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Greatest

from chat.audience import rooms_held
from chat.models import Message, Room, RoomMember, ThreadMember
from intranet.accounts.models import User
from intranet.content.models import Entry
from intranet.content.stances import blocked_by
from intranet.conversation.models import Mention
from intranet.notifications.levels import levels_by_place
from intranet.notifications.models import Level

MOST_COUNTED = 100
# So many of somebody's mentions are looked at, the latest.
_LATEST = 1000


@dataclass(frozen=True, slots=True)
class Unread:
    """Of one room: what is new in its main line, and in how many of these messages one is named."""

    messages: int = 0
    mentions: int = 0


@dataclass(frozen=True, slots=True)
class Totals:
    """``rooms`` have something new; ``calls`` are mentions and what is said to oneself alone. Rooms of which somebody
    wants to hear nothing count by their mentions only."""

    rooms: int = 0
    messages: int = 0
    calls: int = 0
    threads: int = 0


class _Capped(Subquery):
    """How many rows a question has, but no more than it is sliced to."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) few)"
    output_field = IntegerField()

    def __init__(self, rows: QuerySet[Any]) -> None:
        super().__init__(rows.order_by().values("pk")[:MOST_COUNTED])


def new_for(person: User, messages: QuerySet[Message] | None = None) -> QuerySet[Message]:
    """What can be unread for this person, wherever their marks stand."""
    found = Message.objects.all() if messages is None else messages
    found = found.filter(state=Entry.State.PUBLISHED, seq__isnull=False).exclude(author=person)
    found = found.exclude(style=Message.Style.NOTICE)
    blocked = blocked_by(person)
    return found.exclude(author__in=blocked) if blocked else found


# --- Rooms ------------------------------------------------------------------------------------------------------------


def unread_of_rooms(person: User, rooms: Collection[int] | None = None) -> dict[int, Unread]:
    """Of the rooms this person is in (or those of them that are named), the ones with something new. Three queries."""
    marks = RoomMember.objects.filter(person=person, room__archived_at__isnull=True)
    if rooms is not None:
        marks = marks.filter(room__in=rooms)
    line = new_for(person).filter(room=OuterRef("room_id"), shown_in_room=True)
    line = line.filter(seq__gt=OuterRef("read_seq")).filter(seq__gt=OuterRef("history_from"))
    behind = marks.filter(room__last_seq__gt=F("read_seq")).order_by().annotate(new=_Capped(line))
    rows = behind.values_list("room_id", "new", Greatest("read_seq", "history_from"))
    found = {room: (count, mark) for room, count, mark in rows if count}
    mentions = _mentions_after({room: mark for room, (_count, mark) in found.items()}, person) if found else {}
    return {room: Unread(count, mentions.get(room, 0)) for room, (count, _mark) in found.items()}


def unread_in(room: Room, person: User) -> Unread:
    return unread_of_rooms(person, [room.pk]).get(room.pk, Unread())


def _mentions_after(marks: Mapping[int, int], person: User) -> dict[int, int]:
    """Room -> in how many messages after its mark one is named. Two questions, each of which begins at the few messages
    it is about, and not at all that is new."""
    line = new_for(person).filter(shown_in_room=True).order_by()
    named = Mention.objects.filter(person=person).order_by("-pk").values("entry_id")[:_LATEST]
    # "Not nobody" is what the index says.
    calling = line.filter(summons=Message.Summons.ROOM).exclude(summons=Message.Summons.NONE)
    calling = calling.filter(room__in=list(marks), seq__gt=min(marks.values()))
    found: set[tuple[int, int]] = set()
    for few in (line.filter(pk__in=named), calling[:_LATEST]):
        rows = [(room, seq or 0) for room, seq in few.values_list("room_id", "seq")]
        found |= {(room, seq) for room, seq in rows if seq > marks.get(room, seq)}
    counts = Counter(room for room, _seq in found)
    return {room: min(count, MOST_COUNTED) for room, count in counts.items()}


# --- Threads ----------------------------------------------------------------------------------------------------------


def new_in_threads(person: User) -> QuerySet[Message]:
    """For a question about a ``ThreadMember``: the replies of its thread that are new."""
    replies = new_for(person).filter(thread=OuterRef("thread_id"), seq__gt=OuterRef("read_seq"))
    for room, floor in rooms_held(person).items():
        if floor:
            replies = replies.exclude(room=room, seq__lte=floor)
    return replies


def threads_of(person: User) -> QuerySet[ThreadMember]:
    """The threads this person follows, as far as they may read them now."""
    followed = ThreadMember.objects.filter(person=person, following=True)
    return followed.filter(thread__room__in=list(rooms_held(person)))


def unread_of_threads(person: User, threads: Collection[int] | None = None) -> dict[int, int]:
    """Thread -> new replies, of those followed (or those of them that are named) that have any. One query."""
    marks = threads_of(person) if threads is None else threads_of(person).filter(thread__in=threads)
    new = new_in_threads(person)
    marks = marks.filter(Exists(new)).order_by().annotate(new=_Capped(new))
    return dict(marks.values_list("thread_id", "new")[:MOST_COUNTED])


def count_unread_threads(person: User) -> int:
    return threads_of(person).filter(Exists(new_in_threads(person))).order_by()[:MOST_COUNTED].count()


# --- All together -----------------------------------------------------------------------------------------------------


def totals(person: User) -> Totals:
    """What stands on the door of the chat. Six queries, however many rooms."""
    if not person.is_active:
        return Totals()
    rooms = unread_of_rooms(person)
    quiet = {place for place, level in levels_by_place(person, "room_").items() if level == Level.Degree.NOTHING}
    loud = {room: unread for room, unread in rooms.items() if f"room_{room}" not in quiet}
    direct = set(
        Room.objects.filter(pk__in=loud, sort__in=[Room.Sort.DIRECT, Room.Sort.GROUP]).values_list("pk", flat=True)
    )
    calls = sum(unread.messages if room in direct else unread.mentions for room, unread in rooms.items())
    return Totals(
        rooms=len(loud),
        messages=min(sum(unread.messages for unread in loud.values()), MOST_COUNTED),
        calls=min(calls, MOST_COUNTED),
        threads=count_unread_threads(person),
    )
