"""Which tables go along when the house moves (``core/moving_house.py``)."""

from __future__ import annotations

from intranet.core.moving_house import moves

moves(
    "forum",
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
)
