"""What an admin may do about jobs."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from .bell import bell
from .models import DeadJob, Schedule
from .schedule import appointments

DELETED_AT_A_TIME = 500


@transaction.atomic
def retry_dead(dead: DeadJob) -> bool:
    """Give it all its attempts again, starting now. False when somebody else has already dealt with it."""
    if not _take(dead):
        return False
    DBTaskResult.objects.filter(pk=dead.pk).update(
        status=TaskResultStatus.READY, run_after=timezone.now(), worker_ids=[], started_at=None, finished_at=None
    )
    transaction.on_commit(bell.ring, robust=True)
    return True


@transaction.atomic
def discard_dead(dead: DeadJob) -> bool:
    """Throw it away for good. False when somebody else has already dealt with it."""
    if not _take(dead):
        return False
    DBTaskResult.objects.filter(pk=dead.pk).delete()
    return True


def run_now(schedule: Schedule) -> bool:
    """Do what is scheduled, now and besides. False for a schedule that this release does not have."""
    appointment = appointments().get(schedule.name)
    if appointment is None:
        return False
    appointment.job.enqueue_once(key="scheduled")
    return True


def prune_finished(*, older_than: timedelta) -> int:
    """Delete the rows of jobs that went well. Dead ones stay for the admin; how many were deleted is returned."""
    finished = DBTaskResult.objects.filter(
        status=TaskResultStatus.SUCCESSFUL, finished_at__lt=timezone.now() - older_than
    )
    keys = list(finished.values_list("pk", flat=True))
    for start in range(0, len(keys), DELETED_AT_A_TIME):
        # A transaction each, so that a large night does not keep others from writing.
        DBTaskResult.objects.filter(pk__in=keys[start : start + DELETED_AT_A_TIME]).delete()
    return len(keys)


def _take(dead: DeadJob) -> bool:
    """Of two people who press at once, one does it."""
    return DeadJob.objects.filter(pk=dead.pk).delete()[0] == 1
