"""Where people meet how long a room keeps its messages, and the copies of it: tabs, and a line in the head."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

from chat.keeping.policies import can_export, can_set_keeping
from chat.keeping.rule import days_kept, sentence_of
from chat.models import Room, RoomMember
from chat.rooms import head as room_tools
from chat.rooms import tabs as room_tabs
from chat.rooms.head import Band


def keeping_band(room: Room, viewer: Any, membership: RoomMember | None) -> Iterable[Band]:
    if days := days_kept(room):
        yield Band("chat/_keeping_band.html", {"sentence": sentence_of(days), "room": room}, order=60)


def register() -> None:
    room_tools.register_band(keeping_band)
    room_tabs.register(
        room_tabs.RoomTab(
            "keeping",
            _("Keeping"),
            "chat:keeping",
            order=80,
            may=lambda viewer, room, membership: can_set_keeping(viewer, room, membership=membership),
        )
    )
    room_tabs.register(
        room_tabs.RoomTab(
            "copies",
            _("Copies"),
            "chat:exports",
            order=82,
            may=lambda viewer, room, membership: can_export(viewer, room, membership=membership),
        )
    )
