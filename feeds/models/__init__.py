"""What stands in a feed."""

from .broadcast import Broadcast, Broadcaster, Delegate, Reach
from .event import Answer, Event, EventChoices
from .kudos import Kudos, KudosReceiver, KudosValue
from .post import Post
from .reading import Seen
from .saved_filter import SavedFilter
from .spread import BroadcastQuestion, Mailed, Mailing, NewsReader, NewsSent, Twin

__all__ = [
    "Answer",
    "Broadcast",
    "BroadcastQuestion",
    "Broadcaster",
    "Delegate",
    "Event",
    "EventChoices",
    "Kudos",
    "KudosReceiver",
    "KudosValue",
    "Mailed",
    "Mailing",
    "NewsReader",
    "NewsSent",
    "Post",
    "Reach",
    "SavedFilter",
    "Seen",
    "Twin",
]
