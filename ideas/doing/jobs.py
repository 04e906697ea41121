"""Reminding whoever sees an idea through: the day before it is due, and once it is late."""

from __future__ import annotations

from datetime import timedelta

from django.utils.timezone import localdate

from ideas.models import Idea
from intranet.jobs import scheduled

from .actions import is_to_tell, tell_due
from .policies import ACCEPTED

AT_ONCE = 500


@scheduled(cron="10 7 * * *", name="ideas.due")
def remind_of_due() -> int:
    """Returns how many were reminded."""
    today = localdate()
    due = Idea.objects.listed().filter(
        due_on__lte=today + timedelta(days=1), owner__is_active=True, status__meaning__in=ACCEPTED
    )
    found = due.select_related("status").order_by("due_on", "pk")
    waiting = [idea for idea in found.iterator() if is_to_tell(idea, today)][:AT_ONCE]
    return sum(tell_due(idea, on=today) for idea in waiting)
