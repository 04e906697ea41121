"""How rooms are found by their names: behind ``in:``, in the palette, and in the address of a search. A direct message
is called by who is in it."""

from __future__ import annotations

from collections.abc import Iterable

from chat.models import Room, RoomMember
from chat.rooms.labels import label_for, label_of, others_in
from intranet.accounts.models import User
from intranet.core.text import fold
from intranet.search import places, shelves
from intranet.search.places import Offered
from intranet.spaces.audiences import Viewer

# Of the rooms somebody may read, so many are looked through by name: the latest first.
MOST_LOOKED_AT = 500


def register() -> None:
    shelves.also_outside("room", rooms_with_outsiders, verbs="chat.room.")
    places.register("rooms", places.Places(called=called, offered=offered, name_of=name_of))


def rooms_with_outsiders(keys: set[int]) -> Iterable[int]:
    inside = RoomMember.objects.filter(room__in=keys).exclude(person__kind=User.Kind.STAFF)
    return inside.order_by().values_list("room_id", flat=True).distinct()


def called(words: str, viewer: Viewer) -> Iterable[tuple[str, bool]]:
    wanted = words.lstrip("@#").replace("-", " ").strip()
    if not wanted:
        return
    for room, label, others in _named_for(viewer, mine=False):
        if room.is_default:
            # It is called as its space, which finds what is said in it, too.
            continue
        exact = wanted == fold(label).replace("-", " ")
        exact = exact or (len(others) == 1 and fold(others[0].handle) == words.lstrip("@"))
        if exact or wanted in fold(label).replace("-", " "):
            yield room.audience, exact


def offered(begun: str, viewer: Viewer, most: int) -> list[Offered]:
    """The rooms of which a word begins with each of the words typed; with none typed, those that lately spoke."""
    wanted = fold(begun).lstrip("@#").split()
    found = []
    for room, label, _others in _named_for(viewer, mine=not wanted):
        said = fold(label).replace("-", " ").split()
        if all(any(word.startswith(part) for word in said) for part in wanted):
            detail = room.space.name if room.space is not None else room.topic
            found.append(Offered(label, room.audience, detail, room.get_absolute_url(), room.icon))
            if len(found) == most:
                break
    return found


def name_of(audience: str, viewer: Viewer) -> str:
    name, _sep, key = audience.rpartition("_")
    if name != "room" or not key.isdigit():
        return ""
    room = Room.objects.visible_to(viewer).filter(pk=int(key)).first()
    return label_for(room, viewer) if room is not None else ""


def _named_for(viewer: Viewer, *, mine: bool) -> list[tuple[Room, str, list[User]]]:
    if not viewer.is_authenticated:
        return []
    rooms = Room.objects.visible_to(viewer).select_related("space").order_by("archived_at", "-last_message_at", "-pk")
    if mine:
        rooms = rooms.joined_by(viewer).current()
    found = list(rooms[:MOST_LOOKED_AT])
    others = others_in(found, viewer)
    return [(room, label_of(room, others.get(room.pk, [])), others.get(room.pk, [])) for room in found]
