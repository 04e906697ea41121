"""What one reader may do with a room: the items of its menu, which every part of chat adds to."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from chat.models import Room, RoomMember
from intranet.content.menu import MenuItem

Source = Callable[[Room, Any, "RoomMember | None"], Iterable[MenuItem]]
_sources: list[Source] = []


def register(source: Source) -> Source:
    """``source(room, viewer, membership)`` gives what they may do; ``MenuItem.order`` sorts, twenties in bands."""
    if source not in _sources:
        _sources.append(source)
    return source


def items_for(room: Room, viewer: Any, membership: RoomMember | None) -> list[MenuItem]:
    found = [item for source in _sources for item in source(room, viewer, membership)]
    return sorted(found, key=lambda item: item.order)
