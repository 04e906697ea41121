"""The pages about rooms where they meet the rest of chat: their tabs, what a room's menu offers, and what stays closed
to borrowed eyes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from chat import policies
from chat.models import Room, RoomMember
from chat.rooms import head as room_tools
from chat.rooms import menu as room_menu
from chat.rooms import tabs as room_tabs
from chat.rooms.head import RoomTool
from chat.rooms.holdings import register_holdings
from intranet.accounts import reaching
from intranet.accounts.models import User
from intranet.content.menu import MenuItem
from intranet.core import commands
from intranet.spaces import view_as


def menu_of(room: Room, viewer: Any, membership: RoomMember | None) -> Iterable[MenuItem]:
    def url(name: str) -> str:
        return reverse(f"chat:{name}", args=[room.pk])

    if membership is not None:
        star, value = (_("No longer a favourite"), "0") if membership.favourite else (_("Make it a favourite"), "1")
        values = {"favourite": value}
        yield MenuItem("favourite", star, "star", url("favourite"), how="send", order=10, values=values)
        yield MenuItem("place", _("Put it in a section"), "fold", url("place"), order=12)
    yield MenuItem("people", _("Who is in it"), "people", url("people"), order=40)
    if policies.can_add_people(viewer, room, membership=membership):
        yield MenuItem("add", _("Add people"), "user-plus", url("add"), order=42)
    if policies.can_change_room(viewer, room, membership=membership):
        yield MenuItem("settings", _("Settings"), "gear", url("settings"), order=46)
    if membership is None:
        return
    if policies.can_close(viewer, room):
        yield MenuItem("close", _("Close until somebody writes"), "x", url("close"), how="send", order=80)
    if policies.can_leave(viewer, room):
        yield MenuItem("leave", _("Leave"), "sign-out", url("leave"), order=90, danger=True)


def call_tool(room: Room, viewer: Any, membership: RoomMember | None) -> Iterable[RoomTool]:
    if membership is not None and policies.can_start_call(viewer, room, membership=membership):
        url = reverse("chat:call", args=[room.pk])
        asks = _("Tell everybody in the room that a call has begun?")
        yield RoomTool("call", _("Start a call"), "video", url, order=20, sends=True, asks=asks)


def write_to(person: User, viewer: User) -> reaching.Way | None:
    return reaching.Way(_("Message"), "chat", f"{reverse('chat:direct-new')}?to={person.handle}")


def register() -> None:
    room_tabs.register(room_tabs.RoomTab("people", gettext_lazy("People"), "chat:people", order=10))
    room_tabs.register(
        room_tabs.RoomTab(
            "settings",
            gettext_lazy("Settings"),
            "chat:settings",
            order=90,
            may=lambda viewer, room, membership: policies.can_change_room(viewer, room, membership=membership),
        )
    )
    room_menu.register(menu_of)
    room_tools.register(call_tool)
    reaching.register(write_to)
    commands.register(
        commands.Command("room", gettext_lazy("Open a room"), "chat", "chat:room-new", order=21, audience="staff")
    )
    commands.register(
        commands.Command(
            "message",
            gettext_lazy("Write to somebody"),
            "send",
            "chat:direct-new",
            also=gettext_lazy("direct message"),
            order=12,
        )
    )
    register_holdings()
    # What somebody reads in rooms, and how far, is between them and the others there.
    view_as.close("/chat/")
