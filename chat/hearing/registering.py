"""Where chat meets what tells, finds and names: notifications, the shell, search and the list under the caret."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from chat.hearing import mentioning, telling, waiting
from chat.hearing.levels import level_of
from chat.models import Room, RoomMember
from chat.rooms import head as room_tools
from chat.rooms import menu as room_menu
from chat.rooms import places
from chat.rooms import tabs as room_tabs
from chat.rooms.head import RoomTool
from intranet.content.menu import MenuItem
from intranet.core.decisions import YES, Decision, no
from intranet.notifications.levels import label_of


def hearing_item(room: Room, viewer: Any, membership: RoomMember | None) -> Iterable[MenuItem]:
    if membership is None:
        return
    level = level_of(room, viewer)
    icon = "bell-off" if level.is_silent else "bell"
    url = reverse("chat:hear", args=[room.pk])
    yield MenuItem("hear", _("Notifications"), icon, url, order=20, note=str(label_of(level.counts)))


def search_tool(room: Room, viewer: Any, membership: RoomMember | None) -> Iterable[RoomTool]:
    yield RoomTool("search", _("Search in this room"), "search", reverse("chat:search", args=[room.pk]), order=10)


def _is_in(viewer: Any, room: Room, membership: RoomMember | None) -> Decision:
    return YES if membership is not None else no(_("You are not in this room."))


def register() -> None:
    room_menu.register(hearing_item)
    room_tools.register(search_tool)
    room_tabs.register(room_tabs.RoomTab("hear", gettext_lazy("Notifications"), "chat:hear", order=30, may=_is_in))
    telling.register()
    waiting.register()
    places.register()
    mentioning.register()
