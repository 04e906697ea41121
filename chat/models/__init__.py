"""Rooms, what is said in them, and how far each of their people has read."""

from .bots import Bot
from .keeping import Clearing, RoomExport
from .messages import Message, MessageQuerySet
from .pins import RoomPin
from .rooms import Room, RoomMember, RoomQuerySet, RoomSection
from .threads import ThreadMember
from .words import ChatWord

__all__ = [
    "Bot",
    "ChatWord",
    "Clearing",
    "Message",
    "MessageQuerySet",
    "Room",
    "RoomExport",
    "RoomMember",
    "RoomPin",
    "RoomQuerySet",
    "RoomSection",
    "ThreadMember",
]
