"""The log's own housekeeping."""

from __future__ import annotations

from datetime import timedelta

from django.utils.timezone import now

from intranet.jobs.schedule import scheduled

from . import actions, delivering
from .models import Webhook

KEPT = timedelta(days=30)
_LATE = timedelta(minutes=5)


@scheduled(cron="53 4 * * *", name="webhooks.purge_log")
def purge_log() -> None:
    actions.purge(older_than=KEPT)


@scheduled(cron="*/10 * * * *", name="webhooks.catch_up")
def catch_up() -> None:
    """Set going what should have gone long ago: a worker may have died between a try and what it left behind."""
    late = Webhook.objects.on().filter(deliveries__state="waiting", deliveries__next_at__lt=now() - _LATE)
    for webhook in late.exclude(rests_until__gt=now()).distinct():
        delivering.set_going(webhook)
