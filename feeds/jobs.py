"""What the feeds put off, named here so that whoever works off the queue knows it."""

from .events.actions.reminders import remind_of_event

__all__ = ["remind_of_event"]
