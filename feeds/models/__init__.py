"""What stands in a feed."""

from .event import Answer, Event, EventChoices
from .kudos import Kudos, KudosReceiver, KudosValue
from .post import Post
from .reading import Seen
from .saved_filter import SavedFilter

__all__ = ["Answer", "Event", "EventChoices", "Kudos", "KudosReceiver", "KudosValue", "Post", "SavedFilter", "Seen"]
