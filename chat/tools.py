"""What is done with messages, where it meets the rest: menus, tabs, buttons in the head of a room, open places."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from intranet.content import menu

from . import message_menu, room_tabs, room_tools
from .models import Room, RoomMember
from .room_tools import RoomTool


def tools_of(room: Room, viewer: Any, membership: RoomMember | None) -> Iterable[RoomTool]:
    yield RoomTool("pinned", _("Pinned"), "pin", reverse("chat:pinned", args=[room.pk]), order=30)
    yield RoomTool("files", _("Files and links"), "paperclip", reverse("chat:files", args=[room.pk]), order=32)


def register() -> None:
    menu.register(message_menu.items)
    room_tabs.register(room_tabs.RoomTab("pinned", _("Pinned"), "chat:pinned", order=20))
    room_tabs.register(room_tabs.RoomTab("files", _("Files and links"), "chat:files", order=25))
    room_tools.register(tools_of)
