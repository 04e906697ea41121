"""Which workers live, and taking back the jobs of those that do not."""

from __future__ import annotations

import os
import socket
from collections.abc import Collection
from datetime import timedelta
from pathlib import Path
from uuid import UUID

from django.db.models import Q, QuerySet
from django.db.models.functions import Now

from .models import Hold, Worker
from .queue import lose

# A worker beats every ten seconds (workers.py). One that has been silent for a minute is taken for dead.
SILENCE = timedelta(seconds=60)


def enter() -> Worker:
    """This process becomes a worker."""
    pid = os.getpid()
    worker = Worker.objects.create(host=here(), pid=pid, birth=birth_of(pid) or "", beat_at=Now())
    worker.refresh_from_db()
    return worker


def beat(worker: Worker) -> bool:
    """Say that it still works. False when it had been given up: its jobs are others' now and it must enter anew."""
    return Worker.objects.filter(pk=worker.pk).update(beat_at=Now()) == 1


def leave(worker: Worker) -> None:
    """Say goodbye, unless it leaves jobs behind; those are found by whoever looks next."""
    Worker.objects.filter(pk=worker.pk, holds=None).delete()


def silent() -> QuerySet[Worker]:
    # The database's clock on both sides, so that machines need not agree on the time.
    return Worker.objects.filter(beat_at__lt=Now() - SILENCE)


def reap(me: Worker, held: Collection[UUID]) -> None:
    """Give back the jobs of dead workers, and those of mine that I do not know of.

    The latter exist when a claim was committed but the connection broke before the answer came.
    """
    quiet = set(silent())
    gone = [each for each in Worker.objects.exclude(pk=me.pk) if each in quiet or _has_ended(each)]
    lost = Hold.objects.filter(Q(worker__in=gone) | Q(worker=me) & ~Q(job__in=held))
    for hold in lost.select_related("job", "worker"):
        lose(hold)
    for worker in gone:
        leave(worker)


def _has_ended(worker: Worker) -> bool:
    """Known at once on this machine: a server that was killed and started again need not wait for the silence."""
    return worker.host == here() and birth_of(worker.pid) != worker.birth


def here() -> str:
    """This machine, or this container: where a process number means something."""
    try:
        return f"{socket.gethostname()} {os.readlink('/proc/self/ns/pid')}"[:255]
    except OSError:
        return socket.gethostname()[:255]


def birth_of(pid: int) -> str | None:
    """What tells this process from a later one with the same number; None when there is none."""
    if not Path("/proc/self/stat").exists():
        return _birth_without_proc(pid)
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return None
    state, started = fields[0], fields[19]
    if state in "ZX":  # killed, and only its number is still taken
        return None
    return f"{Path('/proc/sys/kernel/random/boot_id').read_text().strip()} {started}"


def _birth_without_proc(pid: int) -> str | None:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return None
    except PermissionError:
        pass
    return ""
