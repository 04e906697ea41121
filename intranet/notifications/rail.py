"""The number beside the inbox in the rail, and what it counts."""

from __future__ import annotations

from django.http import HttpRequest

from .actions import unread_count
from .inbox import newest_unread

# A badge says "99+" beyond; so much is looked at for it, and for what a page shows of it.
MOST = 100


def waiting_in(request: HttpRequest) -> list[tuple[str, int]]:
    """(subject, newest notification) of what is unread, newest first, a hundred at most; read once for a page."""
    if (known := request.__dict__.get("_waiting")) is None:
        known = request.__dict__["_waiting"] = newest_unread(request.user, most=MOST)  # type: ignore[arg-type]
    return known


def inbox_count(request: HttpRequest) -> int:
    if not request.user.is_authenticated:
        return 0
    few = len(waiting_in(request))
    return few if few < MOST else unread_count(request.user)
