"""Commands: what a text that begins with "/" does instead of being sent."""

from .registry import Answer, Call, Command, as_item, find, offered_in, register
from .saying import say

__all__ = ["Answer", "Call", "Command", "as_item", "find", "offered_in", "register", "say"]
