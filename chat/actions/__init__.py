"""Everything that makes or changes a room, a message, or what somebody has read. One doorway, in several rooms."""

from .messages import notice, send_message
from .reading import mark_read, mark_unread
from .rooms import (
    add_people,
    archive_room,
    change_room,
    direct_room,
    join_room,
    leave_room,
    make_owner,
    open_room,
    remove_member,
    unarchive_room,
)

__all__ = [
    "add_people",
    "archive_room",
    "change_room",
    "direct_room",
    "join_room",
    "leave_room",
    "make_owner",
    "mark_read",
    "mark_unread",
    "notice",
    "open_room",
    "remove_member",
    "send_message",
    "unarchive_room",
]
