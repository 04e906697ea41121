"""The pages about one room, beside the room itself. Each part of chat adds its own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from chat.models import Room, RoomMember
from intranet.core.decisions import YES, Decision

May = Callable[[Any, Room, "RoomMember | None"], Decision]


def _all(viewer: Any, room: Room, membership: RoomMember | None) -> Decision:
    return YES


@dataclass(frozen=True)
class RoomTab:
    """A page that extends ``chat/about_room.html``; whoever may read the room sees it unless ``may`` says no."""

    key: str
    label: Any
    url_name: str
    order: int = 50
    may: May = _all


_tabs: dict[str, RoomTab] = {}


def register(tab: RoomTab) -> None:
    _tabs[tab.key] = tab


def tabs_of(room: Room, viewer: Any, membership: RoomMember | None, current: str) -> list[dict[str, Any]]:
    """What ``components/tabs.html`` shows."""
    return [
        {"label": tab.label, "url": reverse(tab.url_name, args=[room.pk]), "current": tab.key == current}
        for tab in sorted(_tabs.values(), key=lambda tab: (tab.order, tab.key))
        if tab.may(viewer, room, membership)
    ]
