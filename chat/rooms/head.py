"""What stands in the head of a room: its buttons, and the bands below it. Each part of chat hangs its own here.

    room_tools.register(pins_tool)      # (room, viewer, membership) -> Iterable[RoomTool]
    room_tools.register_band(call_band) # (room, viewer, membership) -> Iterable[Band]

The rest of what can be done with a room is in its menu.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, Literal

from chat.models import Room, RoomMember
from intranet.content.menu import MenuItem


@dataclass(frozen=True)
class RoomTool:
    """One button. ``name`` is what scripts know it by (``data-tool``); ``only_desk``: on a phone it stands in the
    menu; ``outside``: it leads to another house."""

    name: str
    label: Any
    icon: str
    url: str
    order: int = 50
    only_desk: bool = True
    outside: bool = False
    # It does something: pressed, it is sent, after the question ``asks`` where there is one.
    sends: bool = False
    asks: Any = ""


@dataclass(frozen=True)
class Band:
    """A line below the head. ``template`` gets it as ``band``."""

    template: str
    told: dict[str, Any] = field(default_factory=dict)
    order: int = 50


Tools = Callable[[Room, Any, "RoomMember | None"], Iterable[RoomTool]]
Bands = Callable[[Room, Any, "RoomMember | None"], Iterable[Band]]
_tools: list[Tools] = []
_bands: list[Bands] = []


def register(source: Tools) -> Tools:
    if source not in _tools:
        _tools.append(source)
    return source


def register_band(source: Bands) -> Bands:
    if source not in _bands:
        _bands.append(source)
    return source


def tools_for(room: Room, viewer: Any, membership: RoomMember | None) -> list[RoomTool]:
    found = [tool for source in _tools for tool in source(room, viewer, membership)]
    return sorted(found, key=lambda tool: (tool.order, tool.name))


def tools_in_menu(room: Room, viewer: Any, membership: RoomMember | None) -> Iterable[MenuItem]:
    """On a phone the head has no place for them: there they are lines of the room's menu."""
    for place, tool in enumerate(tools_for(room, viewer, membership)):
        if tool.only_desk:
            how: Literal["get", "send"] = "send" if tool.sends else "get"
            order = 20 + min(place, 18)
            yield MenuItem(tool.name, tool.label, tool.icon, tool.url, how=how, order=order, only_phone=True)


def bands_for(room: Room, viewer: Any, membership: RoomMember | None) -> list[Band]:
    found = [band for source in _bands for band in source(room, viewer, membership)]
    return sorted(found, key=lambda band: band.order)
