"""What stands in a feed."""

from .kudos import Kudos, KudosReceiver, KudosValue
from .event import Answer, Event, EventChoices
from .post import Post

__all__ = ["Answer", "Event", "EventChoices", "Kudos", "KudosReceiver", "KudosValue", "Post"]
