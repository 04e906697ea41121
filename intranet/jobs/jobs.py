"""The queue's own housekeeping."""

from __future__ import annotations

from datetime import timedelta

from . import actions
from .schedule import scheduled

KEPT = timedelta(days=2)


@scheduled(cron="41 3 * * *", name="jobs.forget_finished")
def forget_finished_jobs() -> None:
    actions.prune_finished(older_than=KEPT)
