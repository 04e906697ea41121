"""Pages, how they came to be, and what hangs on them."""

from .history import Authorship, Bulletin, Untold, Watching
from .pages import FormerTitle, Page, Tree
from .truth import Opinion
from .versions import Contribution, Version

__all__ = [
    "Authorship",
    "Bulletin",
    "Contribution",
    "FormerTitle",
    "Opinion",
    "Page",
    "Tree",
    "Untold",
    "Version",
    "Watching",
]
