"""The schedules of the API's own things, where the queue looks for them."""

from .webhooks import jobs, reactor

__all__ = ["jobs", "reactor"]
