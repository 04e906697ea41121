"""Telling a sort that its document has come to rest, and keeping logs short."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.utils.timezone import now

from intranet.jobs import job, scheduled


def settle_when_quiet(name: str) -> None:
    """Something was written into a settled document. In the writer's transaction."""
    settle.enqueue_at(now() + timedelta(seconds=settings.COLLAB_QUIET_SECONDS), name=name)


@job(attempts=8, backoff=30)
def settle(*, name: str) -> None:
    """There is one of these for each document that is not settled, and it waits until nobody writes."""
    from . import actions  # noqa: PLC0415 - which enqueue this

    actions.settle(name)


@scheduled(cron="23 * * * *", name="collab.shorten_logs")
def shorten_logs() -> None:
    """Snapshots where only the program wrote, and no more than thirty days of log behind each."""
    from .keeping import forget_old, snapshot_long_tails  # noqa: PLC0415

    snapshot_long_tails()
    forget_old()
