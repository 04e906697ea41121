"""Everything that makes or changes an event, what people say to it, and what each has chosen for all events."""

from .answers import answer_event
from .own_choices import choose_reminder, close_address, make_address
from .writing import cancel_event, edit_event, publish_event, reinstate_event

__all__ = [
    "answer_event",
    "cancel_event",
    "choose_reminder",
    "close_address",
    "edit_event",
    "make_address",
    "publish_event",
    "reinstate_event",
]
