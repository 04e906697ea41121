"""Which tables go along when the house moves (``core/moving_house.py``)."""

from __future__ import annotations

from intranet.core.moving_house import moves, stays_behind

moves(
    "search",
    "Asking",
    "FileText",
    "Match",
    "Opening",
    "SavedSearch",
    "ToMatch",
)
stays_behind("search", "Meanwhile", "Pending", "Rebuild", "Shelf", why="the index is built anew")
