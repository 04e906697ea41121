from .heard import Asking, Opening
from .indexed import FileText, Meanwhile, Pending, Rebuild, Shelf
from .saved import Match, SavedSearch, ToMatch

__all__ = [
    "Asking",
    "FileText",
    "Match",
    "Meanwhile",
    "Opening",
    "Pending",
    "Rebuild",
    "SavedSearch",
    "Shelf",
    "ToMatch",
]
