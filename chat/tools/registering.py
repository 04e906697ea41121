"""What is done with messages, where it meets the rest: menus, tabs, buttons in the head of a room, open places."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from chat.models import Room, RoomMember
from chat.rooms import head as room_tools
from chat.rooms import tabs as room_tabs
from chat.rooms.head import RoomTool
from chat.tools import menu as message_menu
from intranet.content import menu


def tools_of(room: Room, viewer: Any, membership: RoomMember | None) -> Iterable[RoomTool]:
    yield RoomTool("pinned", _("Pinned"), "pin", reverse("chat:pinned", args=[room.pk]), order=30)
    yield RoomTool("files", _("Files and links"), "paperclip", reverse("chat:files", args=[room.pk]), order=32)


def register() -> None:
    menu.register(message_menu.items)
    room_tabs.register(room_tabs.RoomTab("pinned", _("Pinned"), "chat:pinned", order=20))
    room_tabs.register(room_tabs.RoomTab("files", _("Files and links"), "chat:files", order=25))
    room_tools.register(tools_of)
