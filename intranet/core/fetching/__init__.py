"""Reading pages of other houses, and sending to them: the one way out of the server, and the one place that decides
what it may reach."""

from .addresses import is_outside
from .fetch import Fetched, FetchRefused, Limits, fetch
from .send import Answered, check_address, send

__all__ = ["Answered", "FetchRefused", "Fetched", "Limits", "check_address", "fetch", "is_outside", "send"]
