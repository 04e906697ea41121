"""What the feeds put off, named here so that whoever works off the queue knows it."""

from .broadcasts.jobs import deliver_broadcast, look_after_broadcasts
from .events.actions.reminders import remind_of_event

__all__ = ["deliver_broadcast", "look_after_broadcasts", "remind_of_event"]
