"""Load data of chat: rooms of all sorts, and a year of messages in them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import accumulate

from intranet.accounts.models import User
from intranet.demo.loads import Load, load
from intranet.spaces.models import Space

from .bulk import insert_messages
from .models import Message, Room, RoomMember

# Of ten rooms; the direct ones are between two people each.
_SORTS = ("open", "closed", "direct", "open", "direct", "group", "open", "closed", "direct", "direct")
_REPLIES_OF_A_HUNDRED = 12


@load("rooms", 33)
def rooms(load: Load) -> None:
    """Rooms with their people, and the room of each space; the first is the largest and has all the staff in it."""
    staff = list(load.staff) or list(User.objects.active().staff().order_by("pk"))
    circles = [(_room_of(space, load), load.members[space.pk]) for space in load.spaces if space.pk in load.members]
    for number in range(load.sizes["rooms"]):
        sort = _SORTS[number % len(_SORTS)]
        size = {"open": len(staff) // 3, "closed": 9, "direct": 2, "group": 5}[sort] if number else len(staff)
        people = load.chance.sample(staff, k=min(max(size, 2), len(staff)))
        named = sort in ("open", "closed")
        room = Room(sort=sort, name=f"room-{number}" if named else "", created_by=people[0])
        room.topic = load.sentence(5)[:-1] if named else ""
        if not named:
            room.people_key = "_".join(str(pk) for pk in sorted(person.pk for person in people))
            if any(other.people_key == room.people_key for other, _people in circles):
                continue
        circles.append((room, people))
    made = Room.objects.bulk_create(room for room, _people in circles)
    rows = []
    for room, (_unsaved, people) in zip(made, circles, strict=True):
        inside = [person for person in people if not person.is_customer]
        for place, person in enumerate(inside):
            role = RoomMember.Role.OWNER if place == 0 and room.is_named else RoomMember.Role.MEMBER
            rows.append(RoomMember(room=room, person=person, role=role, added_by=room.created_by))
    RoomMember.objects.bulk_create(rows, batch_size=1000)
    load.progress("memberships of rooms")(len(rows))


@load("messages", 45)
def messages(load: Load) -> None:
    """A year of talk: much of it in few rooms, one in eight in a thread. Everybody has read nearly everything."""
    circles = _circles()
    count = insert_messages(_said(load, load.sizes["messages"], circles), told=load.progress("messages"))
    load.progress("messages")(count)
    rows = list(RoomMember.objects.select_related("room").order_by("pk"))
    for row in rows:
        row.read_seq = max(row.room.last_seq - load.chance.choice((0, 0, 0, 1, 3, 12)), 0)
        row.read_at = row.room.last_message_at
    RoomMember.objects.bulk_update(rows, ["read_seq", "read_at"], batch_size=300)


def _room_of(space: Space, load: Load) -> Room:
    return Room(
        sort=Room.Sort.SPACE,
        name=space.name[:80],
        space=space,
        is_default=True,
        created_by=load.staff[0],
    )


def _circles() -> list[tuple[Room, list[User]]]:
    found: dict[int, tuple[Room, list[User]]] = {}
    for row in RoomMember.objects.select_related("room__space", "person").order_by("room_id", "pk"):
        found.setdefault(row.room_id, (row.room, []))[1].append(row.person)
    return list(found.values())


def _said(load: Load, how_many: int, circles: list[tuple[Room, list[User]]]) -> Iterator[Message]:
    chance = load.chance
    heads: dict[int, Message] = {}
    # The third room hears a third of what the first does.
    weights = list(accumulate(1 / place for place in range(1, len(circles) + 1)))
    for number in range(how_many if circles else 0):
        room, people = chance.choices(circles, cum_weights=weights)[0]
        author = chance.choice(people)
        head = heads.get(room.pk)
        is_reply = head is not None and head.pk is not None and chance.randrange(100) < _REPLIES_OF_A_HUNDRED
        body = load.paragraph(1 if chance.random() < 0.7 else 2, italian=author.language == "it")
        if chance.random() < 0.03:
            body = f"@{chance.choice(people).handle} {body}"
        message = Message(
            room=room,
            author=author,
            body=body,
            thread=head if is_reply else None,
            published_at=load.moment(number / how_many),
        )
        if not is_reply and chance.random() < 0.1:
            heads[room.pk] = message
        yield message
