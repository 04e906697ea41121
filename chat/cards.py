"""Messages in lists that mix everything: what one has saved, what carries a tag."""

from __future__ import annotations

from typing import Any

from chat.rooms.labels import label_of, others_in
from chat.tools.quoting import attach_forwarded

from .models import Room


def bring_rooms(messages: list[Any], viewer: Any) -> None:
    """The room of each, and what it is called for this viewer: two queries."""
    rooms = Room.objects.select_related("space").in_bulk({message.room_id for message in messages})
    others = others_in(rooms.values(), viewer) if viewer is not None and viewer.is_authenticated else {}
    for message in messages:
        message.room = rooms[message.room_id]
        message.room_label = message.stands_in = label_of(message.room, others.get(message.room_id, []))
    attach_forwarded(messages)
