"""Everything that can be done in the forum: the one doorway through which it is written."""

from .answers import accept_answer, answer, clear_accepted
from .categories import change_category, make_category
from .following import follow, unfollow
from .topics import ask, edit_topic

__all__ = [
    "accept_answer",
    "answer",
    "ask",
    "change_category",
    "clear_accepted",
    "edit_topic",
    "follow",
    "make_category",
    "unfollow",
]
