"""The messages pinned in a room, for one reader."""

from __future__ import annotations

from chat.models import Message, Room, RoomPin
from intranet.spaces.audiences import Viewer


def pins_of(room: Room, viewer: Viewer) -> list[RoomPin]:
    """Those that this viewer may read, the first on top. There are few (``actions.pins.MOST_PINS``)."""
    readable = Message.objects.filter(room_pins__room=room).visible_to(viewer).published()
    found = RoomPin.objects.filter(room=room, message__in=readable.without_blocked(viewer))
    return list(found.select_related("pinned_by"))


def is_pinned(message: Message) -> bool:
    return RoomPin.objects.filter(room=message.room_id, message=message).exists()
