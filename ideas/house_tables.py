"""Which tables go along when the house moves (``core/moving_house.py``)."""

from __future__ import annotations

from intranet.core.moving_house import moves

moves(
    "ideas",
    "Board",
    "Campaign",
    "Category",
    "Contribution",
    "Corner",
    "Correspondent",
    "Criterion",
    "Heard",
    "HeardByMail",
    "Idea",
    "Juror",
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
)
