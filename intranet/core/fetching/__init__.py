"""Reading pages of other houses: the one way out of the server, and the one place that decides what it may reach."""

from .addresses import is_outside
from .fetch import Fetched, FetchRefused, Limits, fetch

__all__ = ["FetchRefused", "Fetched", "Limits", "fetch", "is_outside"]
