"""``@scheduled``: jobs that come round by the clock, fired once however many workers look at it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from croniter import croniter
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from .declaration import Job, job


class Appointment(NamedTuple):
    """A cron line of five fields, in ``settings.TIME_ZONE``, and what to do then."""

    name: str
    cron: str
    job: Job[..., Any]

    def next_after(self, moment: datetime) -> datetime:
        return croniter(self.cron, moment.astimezone(ZoneInfo(settings.TIME_ZONE))).get_next(datetime)


_appointments: dict[str, Appointment] = {}


def scheduled(*, cron: str, name: str, attempts: int = 5, backoff: float = 60) -> Callable[[Any], Job[..., Any]]:
    """Run a job without arguments whenever ``cron`` says so. Decorates a function, or something ``@job`` made.

    Runs missed while no worker was up collapse into one. Daily work belongs outside of 2 to 3 at night, an hour that
    some days have twice.
    """
    if len(cron.split()) != 5 or not croniter.is_valid(cron):
        raise ValueError(f"{name}: {cron!r} is no cron line of five fields")

    def register(function: Any) -> Job[..., Any]:
        made = function if isinstance(function, Job) else job(attempts=attempts, backoff=backoff)(function)
        known = _appointments.setdefault(name, Appointment(name, cron, made))
        if known.job.module_path != made.module_path:
            raise ValueError(f"{name!r} names two schedules: {known.job.module_path} and {made.module_path}")
        return made

    return register


def appointments() -> dict[str, Appointment]:
    """All that is scheduled, by name. Apps' ``jobs.py`` have been imported by the time anybody asks."""
    return _appointments


def write_down_appointments(now: datetime) -> None:
    """Give every appointment its row, and a new time where a release has changed its cron line."""
    from .models import Schedule  # noqa: PLC0415 - jobs are declared before models can be imported

    rows = Schedule.objects.in_bulk(field_name="name")
    Schedule.objects.bulk_create(
        [
            Schedule(name=each.name, cron=each.cron, next_run=each.next_after(now))
            for each in _appointments.values()
            if each.name not in rows
        ],
        ignore_conflicts=True,
    )
    for each in _appointments.values():
        if each.name in rows and rows[each.name].cron != each.cron:
            Schedule.objects.filter(name=each.name).update(cron=each.cron, next_run=each.next_after(now))


def fire_due(now: datetime | None = None) -> list[str]:
    """Enqueue what is due; of several workers that see the same row, the one that moves its time on enqueues."""
    from .models import Schedule  # noqa: PLC0415

    moment = now or timezone.now()
    fired = []
    for row in Schedule.objects.filter(next_run__lte=moment, name__in=_appointments):
        appointment = _appointments[row.name]
        with transaction.atomic():
            mine = Schedule.objects.filter(pk=row.pk, next_run=row.next_run).update(
                next_run=appointment.next_after(moment), last_run=moment
            )
            if mine:
                # Once: a night's work still waiting from yesterday is not done twice today.
                appointment.job.enqueue_once(key="scheduled")
                fired.append(row.name)
    return fired
