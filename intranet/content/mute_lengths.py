"""For how long one mutes."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any

from django.utils.timezone import localtime, now
from django.utils.translation import gettext_lazy as _

HOUR, TOMORROW, WEEK, EVER = "hour", "tomorrow", "week", "ever"
LENGTHS: list[tuple[str, Any]] = [
    (HOUR, _("For 1 hour")),
    (TOMORROW, _("Until tomorrow")),
    (WEEK, _("For a week")),
    (EVER, _("For good")),
]
# A day begins for those who come to work.
MORNING = time(8)


def end_of(length: str) -> datetime | None:
    """When it ends, on the reader's clock; None for what does not end by itself."""
    moment = localtime()
    match length:
        case "hour":
            return now() + timedelta(hours=1)
        case "tomorrow":
            return datetime.combine(moment.date() + timedelta(days=1), MORNING, tzinfo=moment.tzinfo)
        case "week":
            return now() + timedelta(days=7)
    return None
