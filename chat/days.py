"""What a day is called between the messages of a room."""

from __future__ import annotations

from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _


def day_label(day: date) -> str:
    """Today, yesterday, or the whole date; the year only where it is another one."""
    today = localdate()
    if day == today:
        return _("Today")
    if day == today - timedelta(days=1):
        return _("Yesterday")
    return date_format(day, "l j F" if day.year == today.year else "l j F Y")
