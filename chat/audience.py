"""Who is in a room: the audience ``room_<id>``, asked forward and back, and what lies before a late comer's time.

Members hold their rooms. Staff also hold what is open, and the rooms of the spaces they may read. Customers and agency
guests hold the rooms they were put into, and no other.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Q, QuerySet, Value

from intranet.accounts import together
from intranet.accounts.models import User
from intranet.accounts.own_rows import also_read, as_row, own_rows
from intranet.content import floors
from intranet.realtime.gates import Opening, gate
from intranet.spaces.audiences import Viewer, people_in_space, provide, spaces_read_by
from intranet.spaces.models import Space

from .models import Message, Room, RoomMember


def rooms_held(person: User) -> dict[int, int]:
    """Room -> the number up to which it is not this person's to read (0: nothing). Remembered on the person."""
    if (held := person.__dict__.get("_rooms_held")) is None:
        held = {}
        for row in own_rows(person, "rooms"):
            # An open room is read whole, whatever was said when somebody was added to it.
            held[row["room"]] = min(held.get(row["room"], row["floor"]), row["floor"])
        person.__dict__["_rooms_held"] = held
    return held


def has_room_for(space: Space, viewer: Viewer) -> bool:
    """Whether this viewer reads the room of a space: the staff who read the space, and whom somebody brought in."""
    if not viewer.is_authenticated or viewer.is_staff_member:
        return viewer.is_authenticated
    return Room.objects.visible_to(viewer).filter(space=space, is_default=True).exists()


def _rooms_of(person: User) -> Iterator[QuerySet[Any]]:
    yield as_row(RoomMember.objects.filter(person=person.pk), room="room_id", floor="history_from")
    if person.is_staff_member:
        yield as_row(Room.objects.filter(sort=Room.Sort.OPEN), room="pk", floor=Value(0))
        read = spaces_read_by(person).order_by().values("pk")
        yield as_row(Room.objects.filter(sort=Room.Sort.SPACE, space__in=read), room="pk", floor=Value(0))


def _audiences(person: User) -> Iterable[str]:
    return [f"room_{pk}" for pk in rooms_held(person)]


def people_in_room(key: str) -> QuerySet[User]:
    people = User.objects.active()
    room = Room.objects.filter(pk=int(key)).only("sort", "space_id").first()
    if room is None:
        return people.none()
    belongs = Q(pk__in=RoomMember.objects.filter(room=room).values("person_id"))
    if room.sort == Room.Sort.OPEN:
        belongs |= Q(kind=User.Kind.STAFF)
    elif room.space_id is not None:
        belongs |= Q(kind=User.Kind.STAFF, pk__in=people_in_space(people, room.space_id).values("pk"))
    return people.filter(belongs)


def people_met_in_room(key: str) -> QuerySet[User]:
    return User.objects.filter(pk__in=RoomMember.objects.filter(room=int(key)).values("person_id"))


def people_met(person: User) -> QuerySet[Any, Any]:
    """The ids of those who are in a room with this person."""
    mine = RoomMember.objects.filter(person=person.pk).values("room_id")
    return RoomMember.objects.filter(room__in=mine).order_by().values("person_id")


def _before_their_time(viewer: Viewer) -> Iterable[Q]:
    if not viewer.is_authenticated or not viewer.is_active:
        return
    for room, floor in rooms_held(viewer).items():
        if floor:
            before = Message.objects.filter(room=room, seq__lte=floor).values("entry_ptr_id")
            yield Q(audience=f"room_{room}", pk__in=before)


def may_follow_room(person: User, key: str) -> bool | Opening:
    held = rooms_held(person) if person.is_active else {}
    if int(key) not in held:
        return False
    floor = held[int(key)]
    return Opening(floor) if floor else True


def _standing(space: int | None) -> Iterable[str]:
    """The rooms of a space; and those that all staff may read, whoever is in them."""
    if space is not None:
        rooms = Room.objects.filter(space=space)
    else:
        wide = Q(sort=Room.Sort.SPACE, space__visibility__in=[Space.Visibility.OPEN, Space.Visibility.COMMUNITY])
        rooms = Room.objects.filter(Q(sort=Room.Sort.OPEN) | wide)
    return [f"room_{pk}" for pk in rooms.order_by().values_list("pk", flat=True)]


def register() -> None:
    also_read("rooms", _rooms_of)
    provide(
        "room",
        of=_audiences,
        holders=people_in_room,
        meets=people_met_in_room,
        apart=True,
        remembered="_rooms_held",
        standing=_standing,
    )
    together.also_meets(people_met)
    floors.register(_before_their_time)
    gate("room")(may_follow_room)
