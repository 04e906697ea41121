"""Everything that sends, changes or answers a broadcast, and names who may."""

from .naming import name_broadcaster, name_delegate, remove_broadcaster, remove_delegate
from .receiving import acknowledge, mark_seen
from .sending import change_broadcast, edit_broadcast, let_expire, publish_broadcast, remind_now

__all__ = [
    "acknowledge",
    "change_broadcast",
    "edit_broadcast",
    "let_expire",
    "mark_seen",
    "name_broadcaster",
    "name_delegate",
    "publish_broadcast",
    "remind_now",
    "remove_broadcaster",
    "remove_delegate",
]
