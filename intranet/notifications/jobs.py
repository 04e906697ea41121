"""Work on notifications that no request waits for."""

from __future__ import annotations

from datetime import timedelta

from django.utils.timezone import now

from intranet.jobs import job, scheduled

from .actions.sending import forget_settled
from .sending import due_parcels, send

AT_ONCE = 200
KEPT = timedelta(days=30)


@job(attempts=3, backoff=20)
def send_due() -> int:
    """Send what is due, so many parcels to a run that others get their turn. Returns how many were looked at."""
    parcels = due_parcels(now(), AT_ONCE)
    for parcel in parcels:
        send(parcel)
    if parcels and due_parcels(now(), 1):
        send_due.enqueue_once(key="due")
    return len(parcels)


@scheduled(cron="* * * * *", name="notifications.send_due")
def send_due_by_the_clock() -> None:
    """For what had to wait: a short grace, quiet hours, a channel that could not just then."""
    if due_parcels(now(), 1):
        send_due.enqueue_once(key="due")


@scheduled(cron="51 3 * * *", name="notifications.forget_deliveries")
def forget_old_deliveries() -> None:
    """What was sent, and what was not, is kept for a month."""
    while forget_settled(older_than=now() - KEPT):
        pass
