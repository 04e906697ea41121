"""The numbers of days that are over."""

from __future__ import annotations

from datetime import timedelta

from django.utils.timezone import localdate

from intranet.jobs import scheduled

KEPT_DAYS = 400


@scheduled(cron="23 4 * * *", name="wiki.count_readers")
def count_readers() -> None:
    """A day late: a process may still write down what was read before midnight."""
    from wiki.actions.statistics import count_days  # noqa: PLC0415 - actions are read after the jobs

    today = localdate()
    count_days(before=today - timedelta(days=1), forget=today - timedelta(days=KEPT_DAYS))
