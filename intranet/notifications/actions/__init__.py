"""Everything that writes here: what people are told, what they have read, what they want to be told."""

from intranet.notifications.counting import unread_count

from .reading import mark_read, mark_unread
from .sending import claim, settle
from .telling import notify_people_of
from .wishing import keep_still, set_default_level, set_level, set_preference, set_quiet_hours

__all__ = [
    "claim",
    "keep_still",
    "mark_read",
    "mark_unread",
    "notify_people_of",
    "set_default_level",
    "set_level",
    "set_preference",
    "set_quiet_hours",
    "settle",
    "unread_count",
]
