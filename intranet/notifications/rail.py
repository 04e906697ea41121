"""The number beside the inbox in the rail, and what it counts."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.timezone import now

from intranet.accounts.models import User
from intranet.accounts.own_rows import also_read, as_row, moment_in, own_rows

from .actions import unread_count
from .inbox import newest_unread
from .models import QuietHours

# A badge says "99+" beyond; so much is looked at for it, and for what a page shows of it.
MOST = 100


def waiting_in(request: HttpRequest) -> list[tuple[str, int]]:
    """(subject, newest notification) of what is unread, newest first, a hundred at most; read once for a page."""
    if (known := request.__dict__.get("_waiting")) is None:
        known = request.__dict__["_waiting"] = newest_unread(request.user, most=MOST)  # type: ignore[arg-type]
    return known


def _still_for(person: User) -> Iterable[QuerySet[Any]]:
    # Whether that moment has passed is asked when it is shown.
    yield as_row(QuietHours.objects.filter(person=person.pk, still_until__isnull=False), until="still_until")


also_read("still", _still_for)


def still_until(request: HttpRequest) -> datetime | None:
    """Until when this reader is not to be disturbed; None for who may be."""
    if not request.user.is_authenticated:
        return None
    if "_still_until" not in request.__dict__:
        moments = [moment_in(row["until"]) for row in own_rows(request.user, "still")]
        request.__dict__["_still_until"] = next((moment for moment in moments if moment > now()), None)
    return request.__dict__["_still_until"]


def inbox_count(request: HttpRequest) -> int:
    if not request.user.is_authenticated:
        return 0
    few = len(waiting_in(request))
    return few if few < MOST else unread_count(request.user)
