"""Spaces: groups of people with a purpose, who belongs to them as what, and how they begin and end."""

from .circles import Circle, CircleTrait
from .pilots import Pilot
from .requests import JoinRequest
from .rules import MembershipRule, StayOut
from .spaces import LEVELS, Membership, Space
from .starting import ChecklistItem, ChecklistTick

__all__ = [
    "LEVELS",
    "ChecklistItem",
    "ChecklistTick",
    "Circle",
    "CircleTrait",
    "JoinRequest",
    "Membership",
    "MembershipRule",
    "Pilot",
    "Space",
    "StayOut",
]
