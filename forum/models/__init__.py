"""What the forum keeps: categories, topics with their answers, and what the staff note beside them."""

from .categories import Category
from .keeping import Merge, Split
from .topics import Answer, Note, Topic, TopicQuerySet
from .work import CannedReply, OfficeHours

__all__ = [
    "Answer",
    "CannedReply",
    "Category",
    "Merge",
    "Note",
    "OfficeHours",
    "Split",
    "Topic",
    "TopicQuerySet",
]
