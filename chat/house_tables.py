"""Which tables go along when the house moves (``core/moving_house.py``)."""

from __future__ import annotations

from intranet.core.moving_house import moves

moves(
    "chat",
    "Bot",
    "ChatWord",
    "Clearing",
    "Message",
    "Room",
    "RoomExport",
    "RoomMember",
    "RoomPin",
    "RoomSection",
    "ThreadMember",
)
