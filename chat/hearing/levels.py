"""How much somebody hears of a room: what concerns them, unless they chose otherwise; of a direct or group message
everything."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from chat.models import Room
from chat.rooms.labels import label_of, others_in
from intranet.accounts.models import User
from intranet.notifications.levels import MOST_LISTED, USUAL, OwnLevel, level_in, levels_by_place
from intranet.notifications.models import Level

CHOICES: list[tuple[str, Any, Any]] = [
    (Level.Degree.ALL, _("Everything new"), _("Each message.")),
    (Level.Degree.MENTIONS, _("What concerns me"), _("Mentions, your threads, your words, and calls to everybody.")),
    (Level.Degree.NOTHING, _("Nothing"), _("Not even when somebody names you. Official things still come.")),
]


def usual_of(room: Room) -> str:
    return Level.Degree.ALL if room.is_direct else USUAL


def level_of(room: Room, person: User) -> OwnLevel:
    return level_in(room.key, person, usual=usual_of(room))


def levels_of_rooms(person: User) -> list[tuple[Room, str, OwnLevel]]:
    """The rooms this person is in, by name, each with how much they hear of it. Three queries."""
    rooms = list(Room.objects.joined_by(person).current().order_by("-last_message_at", "-pk")[:MOST_LISTED])
    others = others_in(rooms, person)
    chosen = levels_by_place(person, "room_")
    found = [
        (room, label_of(room, others.get(room.pk, [])), OwnLevel(chosen.get(room.key, ""), usual_of(room)))
        for room in rooms
    ]
    return sorted(found, key=lambda row: (row[0].is_direct, row[1].casefold()))
