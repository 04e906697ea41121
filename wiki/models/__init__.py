from .pages import FormerTitle, Page, Tree
from .versions import Contribution, Version

__all__ = ["Contribution", "FormerTitle", "Page", "Tree", "Version"]
