"""What may happen to a job: claimed by a worker, then done, put off, or given up.

Every step is one short transaction that holds if and only if the worker still has the job, so a worker that was
thought dead and comes back changes nothing.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from datetime import datetime
from traceback import format_exception
from typing import Any

from django.db import connection, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.module_loading import import_string
from django_tasks.base import Task, TaskResultStatus
from django_tasks_db.models import DBTaskResult, get_date_max

from .bell import bell
from .declaration import Job
from .models import DeadJob, Hold, Ticket, Worker

logger = logging.getLogger("intranet.jobs")

# What django-tasks writes for "as soon as possible". Ours carry the time they were enqueued.
AT_ONCE = get_date_max()
LONGEST_TRACEBACK = 20_000


class UnknownJob(Exception):
    """The row names a function that this release does not have. A newer worker may."""


def due(moment: datetime) -> QuerySet[DBTaskResult]:
    """Waiting jobs whose time has come, in order."""
    return DBTaskResult.objects.filter(Q(run_after__lte=moment) | Q(run_after=AT_ONCE), status=TaskResultStatus.READY)


def claim(worker: Worker, limit: int, *, now: datetime | None = None) -> list[DBTaskResult]:
    """Take up to ``limit`` jobs for ``worker``; no two workers get the same one."""
    moment = now or timezone.now()
    # A plain read first: an idle worker never asks for SQLite's one write lock.
    if not due(moment).exists():
        return []
    busy = Hold.objects.filter(job__ticket__isnull=False).values("job__ticket__key")
    free = due(moment).exclude(ticket__key__in=busy).select_related("ticket").defer("traceback", "return_value")
    with transaction.atomic():
        rows = list(_one_per_key(free.select_for_update(skip_locked=True, of=("self",))[:limit]))
        for row in rows:
            row.claim(str(worker.pk))
        Hold.objects.bulk_create(Hold(job=row, worker=worker) for row in rows)
    return rows


def _one_per_key(rows: Iterable[DBTaskResult]) -> Iterator[DBTaskResult]:
    """Of those enqueued under one key only the first, and nothing else that waits under it.

    Whatever is seen waiting here was committed before the run begins, so the run answers it.
    """
    answered: set[str] = set()
    for row in rows:
        key = _key_of(row)
        if not key:
            yield row
        elif key not in answered and _lock(key) and not Hold.objects.filter(job__ticket__key=key).exists():
            answered.add(key)
            waiting = DBTaskResult.objects.filter(ticket__key=key, status=TaskResultStatus.READY).exclude(pk=row.pk)
            twins = list(waiting.select_for_update(skip_locked=True, of=("self",)).values_list("pk", flat=True))
            DBTaskResult.objects.filter(pk__in=twins).delete()
            yield row


def _key_of(row: DBTaskResult) -> str:
    ticket: Ticket | None = getattr(row, "ticket", None)
    return ticket.key if ticket else ""


def _lock(key: str) -> bool:
    """Keep other workers from claiming under this key until the commit. SQLite has one writer at a time anyway."""
    if connection.vendor != "postgresql":
        return True
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(hashtextextended(%s, 0))", [key])
        return bool(cursor.fetchone()[0])


def succeed(row: DBTaskResult, worker: Worker) -> None:
    with transaction.atomic():
        if _let_go(row, worker):
            if _key_of(row):
                Ticket.objects.filter(job=row.pk).delete()
            DBTaskResult.objects.filter(pk=row.pk).update(
                status=TaskResultStatus.SUCCESSFUL,
                finished_at=timezone.now(),
                exception_class_path="",
                traceback="",
            )


def fail(row: DBTaskResult, worker: Worker, error: BaseException) -> None:
    """Put it off for another attempt, or give it up; one line in the log, with the traceback."""
    with transaction.atomic():
        if _let_go(row, worker):
            fate = _again_or_never(row, type(error), "".join(format_exception(error)))
            transaction.on_commit(lambda: logger.error("%s failed: %s", _title(row), fate, exc_info=error))


def lose(hold: Hold) -> None:
    """The worker died in the middle of it. It counts as an attempt: the job may be what killed it."""
    row, worker = hold.job, hold.worker
    with transaction.atomic():
        if _let_go(row, worker):
            text = f"The worker {worker} (since {worker.started_at:%Y-%m-%d %H:%M}) ended while it was at this job.\n"
            fate = _again_or_never(row, WorkerLost, text)
            transaction.on_commit(lambda: logger.warning("%s was cut short: %s", _title(row), fate))
            transaction.on_commit(bell.ring, robust=True)


class WorkerLost(Exception):
    """Stands in a job's row when its worker was killed."""


def _let_go(row: DBTaskResult, worker: Worker) -> bool:
    return Hold.objects.filter(job=row.pk, worker=worker.pk).delete()[0] == 1


def _again_or_never(row: DBTaskResult, kind: type[BaseException], text: str) -> str:
    now = timezone.now()
    policy = policy_of(row)
    attempt = len(row.worker_ids)
    what: dict[str, Any] = {
        "exception_class_path": f"{kind.__module__}.{kind.__qualname__}",
        "traceback": _storable(text),
    }
    if attempt >= policy.attempts:
        DeadJob.objects.create(job_id=row.pk, died_at=now)
        what.update(status=TaskResultStatus.FAILED, finished_at=now)
        fate = f"given up after attempt {attempt} of {policy.attempts}"
    else:
        # The first time a worker was killed nothing says that the job is to blame, so it need not wait.
        again = now if kind is WorkerLost and attempt == 1 else now + policy.pause_after(attempt)
        what.update(status=TaskResultStatus.READY, run_after=again)
        fate = f"attempt {attempt} of {policy.attempts}, again at {again:%H:%M:%S} UTC"
    DBTaskResult.objects.filter(pk=row.pk).update(**what)
    return fate


def task_of(row: DBTaskResult) -> Task[..., Any]:
    try:
        task = import_string(row.task_path)
    except ImportError as error:
        raise UnknownJob(f"{row.task_path}: {error}") from error
    if not isinstance(task, Task):
        raise UnknownJob(f"{row.task_path} is not a job")
    return task


def policy_of(row: DBTaskResult) -> Job[..., Any]:
    """The job's own retry policy, and a patient one for what only another release knows."""
    try:
        task = task_of(row)
    except UnknownJob:
        return UNKNOWN
    return task if isinstance(task, Job) else ONCE


def _nothing() -> None:
    """Stands in for functions that cannot be imported."""


UNKNOWN = Job(func=_nothing, attempts=5, backoff=60)
ONCE = Job(func=_nothing, attempts=1)


def _storable(text: str) -> str:
    """The end of a traceback, without what PostgreSQL refuses to store."""
    return text[-LONGEST_TRACEBACK:].replace("\x00", "\ufffd").encode("utf-8", "replace").decode()


def _title(row: DBTaskResult) -> str:
    return f"Job {row.task_path} {row.pk}"
