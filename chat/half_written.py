"""Where the drafts of rooms and threads go on: their names, and the pages with their composers."""

from __future__ import annotations

from django.utils.translation import gettext as _

from chat.rooms.labels import label_of, others_in
from chat.threads.page import address_of
from intranet.accounts.models import User
from intranet.conversation import draft_places
from intranet.conversation.draft_places import Place

from .models import Message, Room


def in_rooms(numbers: list[int], person: User) -> dict[int, Place]:
    rooms = Room.objects.visible_to(person).in_bulk(numbers)
    others = others_in(rooms.values(), person)
    return {
        pk: Place(_("In %(space)s") % {"space": label_of(room, others.get(pk, []))}, room.get_absolute_url())
        for pk, room in rooms.items()
    }


def in_threads(numbers: list[int], person: User) -> dict[int, Place]:
    roots = Message.objects.visible_to(person).select_related("room").in_bulk(numbers)
    others = others_in((root.room for root in roots.values()), person)
    found = {}
    for pk, root in roots.items():
        room = label_of(root.room, others.get(root.room_id, []))
        found[pk] = Place(_("In a thread of %(room)s") % {"room": room}, address_of(root))
    return found


def register() -> None:
    draft_places.register("room", in_rooms)
    draft_places.register("thread", in_threads)
