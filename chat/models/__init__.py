"""Rooms, what is said in them, and how far each of their people has read."""

from .bots import Bot
from .keeping import Clearing, RoomExport
from .messages import Message, MessageQuerySet
from .pins import RoomPin
from .rooms import Room, RoomMember, RoomQuerySet, RoomSection
from .threads import ThreadMember

__all__ = [
    "Bot",
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
