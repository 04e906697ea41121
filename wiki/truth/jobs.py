"""Reminding those who answer for a page that it is due."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import Q
from django.utils.timezone import localdate

from intranet.jobs import scheduled
from wiki.models import Page

from .actions import remind_of_review

# Told on the day, and again while it stays undone.
AGAIN_AFTER = timedelta(days=30)
A_NIGHT = 2000


@scheduled(cron="12 6 * * *", name="wiki.remind_of_reviews")
def remind_of_reviews() -> int:
    """Returns how many pages are due."""
    today = localdate()
    waiting = Q(reminded_on=None) | Q(reminded_on__lte=today - AGAIN_AFTER)
    due = Page.objects.published().filter(waiting, review_due__lte=today).select_related("space", "author", "owner")
    found = list(due.exclude(space__archived_at__isnull=False).order_by("review_due", "pk")[:A_NIGHT])
    for page in found:
        remind_of_review(page)
    return len(found)
