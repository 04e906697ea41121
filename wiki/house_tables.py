"""Which tables go along when the house moves (``core/moving_house.py``)."""

from __future__ import annotations

from intranet.core.moving_house import moves

moves(
    "wiki",
    "Anchor",
    "Authorship",
    "Bulletin",
    "ComingOut",
    "Contribution",
    "FormerTitle",
    "Hunk",
    "ImportedPage",
    "Opinion",
    "Page",
    "PageExport",
    "PageImport",
    "Proposal",
    "Reading",
    "ReadingDay",
    "Tree",
    "Untold",
    "Version",
    "Watching",
)
