"""What the forum keeps: categories, topics with their answers, what the staff note beside them, and who hears of it."""

from .asking import AskingDay, Spared
from .categories import Category
from .centre import Area, Desk, Duty, Enquiry, EnquiryQuerySet, Reply, StagedAccount
from .contact import ContactFailure
from .documenting import Documented, LeftOut
from .following import Following
from .keeping import Merge, Split
from .marks import ReadMark
from .publication import Publication
from .topics import Answer, Note, Topic, TopicQuerySet
from .work import CannedReply, OfficeHours

__all__ = [
    "Answer",
    "Area",
    "AskingDay",
    "CannedReply",
    "Category",
    "ContactFailure",
    "Desk",
    "Documented",
    "Duty",
    "Enquiry",
    "EnquiryQuerySet",
    "Following",
    "LeftOut",
    "Merge",
    "Note",
    "OfficeHours",
    "Publication",
    "ReadMark",
    "Reply",
    "Spared",
    "Split",
    "StagedAccount",
    "Topic",
    "TopicQuerySet",
]
