from .boards import Board, Category
from .campaigns import Campaign, Contribution, Criterion, Juror, Score
from .ideas import Idea, Merge, Step
from .life import Note, Split
from .releases import Correspondent, Heard, HeardByMail, Release, Sent, Subscriber
from .sealing import Corner, Opening, Seal, Unsealing
from .statuses import LIVE, Colour, Meaning, Status, StatusChange

__all__ = [
    "LIVE",
    "Board",
    "Campaign",
    "Category",
    "Colour",
    "Contribution",
    "Corner",
    "Correspondent",
    "Criterion",
    "Heard",
    "HeardByMail",
    "Idea",
    "Juror",
    "Meaning",
    "Merge",
    "Note",
    "Opening",
    "Release",
    "Score",
    "Seal",
    "Sent",
    "Split",
    "Status",
    "StatusChange",
    "Step",
    "Subscriber",
    "Unsealing",
]
