"""Everything that changes a space or who belongs to it: the one doorway through which views, API and demo write."""

from .asking import answer_invitation, ask_to_join, decide_request, invite_to_space, withdraw_request
from .belonging import add_member, add_people, change_role, join_space, leave_space, mark_seen, remove_member
from .inheriting import inherit_space, leave_ownerless
from .pilots import answer_pilot, ask_about_pilot, decide_pilot, end_pilot, prolong_pilot, remind_of_pilot, start_pilot
from .rules import clear_rule, fill_space, follow_person, set_rule
from .spaces import RESERVED, archive_space, change_space, create_space
from .starting import close_checklist, close_welcome, set_checklist, set_welcome, tick_item
from .tree import move_space

__all__ = [
    "RESERVED",
    "add_member",
    "add_people",
    "answer_invitation",
    "answer_pilot",
    "archive_space",
    "ask_about_pilot",
    "ask_to_join",
    "change_role",
    "change_space",
    "clear_rule",
    "close_checklist",
    "close_welcome",
    "create_space",
    "decide_pilot",
    "decide_request",
    "end_pilot",
    "fill_space",
    "follow_person",
    "inherit_space",
    "invite_to_space",
    "join_space",
    "leave_ownerless",
    "leave_space",
    "mark_seen",
    "move_space",
    "prolong_pilot",
    "remind_of_pilot",
    "remove_member",
    "set_checklist",
    "set_rule",
    "set_welcome",
    "start_pilot",
    "tick_item",
    "withdraw_request",
]
