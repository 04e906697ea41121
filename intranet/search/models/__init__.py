from .heard import Asking
from .indexed import FileText, Meanwhile, Pending, Rebuild, Shelf
from .saved import Match, SavedSearch, ToMatch

__all__ = [
    "Asking",
    "FileText",
    "Match",
    "Meanwhile",
    "Pending",
    "Rebuild",
    "SavedSearch",
    "Shelf",
    "ToMatch",
]
