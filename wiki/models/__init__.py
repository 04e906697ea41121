"""Pages, how they came to be, and what hangs on them."""

from .anchors import Anchor
from .coming_out import ComingOut
from .history import Authorship, Bulletin, Untold, Watching
from .pages import FormerTitle, Page, Tree
from .passages import ImportedPage, PageExport, PageImport
from .proposals import Hunk, Proposal
from .statistics import Reading, ReadingDay
from .truth import Opinion
from .versions import Contribution, Version

__all__ = [
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
]
