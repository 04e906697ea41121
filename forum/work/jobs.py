"""Reminding those who answer, once for each time that somebody waits too long."""

from __future__ import annotations

from django.db.models import F, Q
from django.utils.timezone import now

from forum.models import Topic
from intranet.jobs import scheduled

from .assigning import tell_overdue

AT_ONCE = 500


@scheduled(cron="*/10 * * * *", name="forum.overdue")
def remind_of_overdue() -> int:
    """Returns how many topics are newly overdue."""
    not_told = Q(reminded_at=None) | Q(reminded_at__lt=F("waiting_since"))
    late = Topic.objects.published().filter(not_told, waiting_since__isnull=False, due_at__lte=now())
    found = list(late.order_by("due_at", "pk")[:AT_ONCE])
    for topic in found:
        tell_overdue(topic)
    return len(found)
