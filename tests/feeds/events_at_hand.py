"""Events for tests: to come, and through the action."""

from __future__ import annotations

from datetime import time, timedelta
from typing import Any

from django.utils.timezone import localdate

from feeds.events.actions import publish_event
from feeds.models import Event
from intranet.accounts.models import User
from intranet.spaces.models import Space

DAYS = timedelta(days=1)
SOON = localdate() + 10 * DAYS


def an_event(by: User, space: Space | None = None, **fields: Any) -> Event:
    """In ten days at four in Rome, for an hour, unless told."""
    given: dict[str, Any] = {
        "title": "Open kitchen",
        "starts_on": SOON,
        "starts_at": time(16),
        "ends_at": time(17),
    }
    if fields.get("all_day"):
        given |= {"starts_at": None, "ends_at": None}
    return publish_event(by=by, space=space, **(given | fields))
