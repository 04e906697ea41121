"""What the forum keeps: categories, topics with their answers, what the staff note beside them, and who hears of it."""

from .asking import AskingDay, Spared
from .categories import Category
from .documenting import Documented, LeftOut
from .following import Following
from .keeping import Merge, Split
from .marks import ReadMark
from .topics import Answer, Note, Topic, TopicQuerySet
from .work import CannedReply, OfficeHours

__all__ = [
    "Answer",
    "AskingDay",
    "CannedReply",
    "Category",
    "Documented",
    "Following",
    "LeftOut",
    "Merge",
    "Note",
    "OfficeHours",
    "ReadMark",
    "Spared",
    "Split",
    "Topic",
    "TopicQuerySet",
]
