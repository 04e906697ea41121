"""What the insights keep."""

from .channels import ChannelReview, OutsideChannel
from .counted import Analyst, DailyFigure, PresentDay
from .knowledge import DAY_ZERO, Evidence, EvidenceQuerySet, HiddenTheme, LeftOut, doublings
from .maturity import Threshold
from .people import Champion, Standing, TeamTie
from .week import WeekTask, WeekWish

__all__ = [
    "DAY_ZERO",
    "Analyst",
    "Champion",
    "ChannelReview",
    "DailyFigure",
    "Evidence",
    "EvidenceQuerySet",
    "HiddenTheme",
    "LeftOut",
    "OutsideChannel",
    "PresentDay",
    "Standing",
    "TeamTie",
    "Threshold",
    "WeekTask",
    "WeekWish",
    "doublings",
]
