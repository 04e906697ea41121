"""The log's own housekeeping."""

from __future__ import annotations

from datetime import timedelta

from django.utils.timezone import now

from intranet.jobs.schedule import scheduled
from intranet.realtime.units import unit

from . import delivering
from .models import Delivery, Webhook

KEPT = timedelta(days=30)
_IN_BATCHES_OF = 500
_LATE = timedelta(minutes=5)


@scheduled(cron="53 4 * * *", name="webhooks.purge_log")
def purge_log() -> None:
    purge(older_than=KEPT)


def purge(*, older_than: timedelta) -> int:
    """Forget old rows of the log, five hundred at a time. What waits is not old."""
    gone = 0
    settled = Delivery.objects.exclude(state=Delivery.State.WAITING).filter(created_at__lt=now() - older_than)
    while rows := list(settled.order_by("pk").values_list("pk", flat=True)[:_IN_BATCHES_OF]):
        with unit():
            Delivery.objects.filter(pk__in=rows).delete()
        gone += len(rows)
    return gone


@scheduled(cron="*/10 * * * *", name="webhooks.catch_up")
def catch_up() -> None:
    """Set going what should have gone long ago: a worker may have died between a try and what it left behind."""
    late = Webhook.objects.on().filter(deliveries__state="waiting", deliveries__next_at__lt=now() - _LATE)
    for webhook in late.exclude(rests_until__gt=now()).distinct():
        delivering.set_going(webhook)
