"""Rooms, what is said in them, and how far each of their people has read."""

from .bots import Bot
from .messages import Message, MessageQuerySet
from .rooms import Room, RoomMember, RoomQuerySet, RoomSection
from .threads import ThreadMember

__all__ = ["Bot", "Message", "MessageQuerySet", "Room", "RoomMember", "RoomQuerySet", "RoomSection", "ThreadMember"]
