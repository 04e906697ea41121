"""Everything that makes or changes a room, a message, or what somebody has read. One doorway, in several rooms."""

from .calls import start_call
from .exporting import ask_for_export, forget_export
from .inheriting import inherit_room, leave_room_ownerless
from .keeping import set_keeping
from .messages import notice, send_message
from .passing_on import forward_message, share_entry
from .pins import pin_message, raise_pin, unpin_message
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
from .sidebar import (
    close_direct,
    delete_section,
    make_section,
    order_sections,
    put_in_section,
    rename_section,
    set_favourite,
)
from .threads import follow_thread, mark_thread_read, mark_thread_unread, read_all_threads
from .words import add_word, drop_word

__all__ = [
    "add_people",
    "add_word",
    "archive_room",
    "ask_for_export",
    "change_room",
    "close_direct",
    "delete_section",
    "direct_room",
    "drop_word",
    "follow_thread",
    "forget_export",
    "forward_message",
    "inherit_room",
    "join_room",
    "leave_room",
    "leave_room_ownerless",
    "make_owner",
    "make_section",
    "mark_read",
    "mark_thread_read",
    "mark_thread_unread",
    "mark_unread",
    "notice",
    "open_room",
    "order_sections",
    "pin_message",
    "put_in_section",
    "raise_pin",
    "read_all_threads",
    "remove_member",
    "rename_section",
    "send_message",
    "set_favourite",
    "set_keeping",
    "share_entry",
    "start_call",
    "unarchive_room",
    "unpin_message",
]
