"""The workers of one process: a steward that looks after the queue, and runners that do the jobs."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from queue import SimpleQueue
from threading import Event, Thread
from uuid import UUID

from django.conf import settings
from django.db import InterfaceError, OperationalError, close_old_connections, connections
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from intranet.core import disk_space

from . import workforce
from .bell import bell
from .models import Worker
from .performing import perform, settle
from .queue import claim
from .schedule import fire_due, write_down_appointments

logger = logging.getLogger("intranet.jobs")

BEAT_SECONDS = 10
REAP_SECONDS = 15
SCHEDULE_SECONDS = 5


class Workers:
    """Daemon threads that leave signals alone: the server, or ``manage.py work``, says when to stop.

    One thread claims for all runners, so an idle process asks the database once in ``poll_seconds`` and a busy
    SQLite has one claimer to wait for instead of many. A database that is away for a while ends no thread.
    """

    def __init__(self, threads: int | None = None, *, poll_seconds: float = 1.0) -> None:
        self._threads = threads or settings.JOB_THREADS
        self._poll_seconds = poll_seconds
        self._worker: Worker | None = None
        # Added to by the steward alone, before it hands a job over; taken from by the runner once the outcome is
        # written. So "held in the database but not here" is a job that nobody is at.
        self._held: set[UUID] = set()
        self._handed: SimpleQueue[tuple[DBTaskResult, Worker] | None] = SimpleQueue()
        self._stopping = Event()
        self._away = False
        self._runners = [Thread(target=self._run, name=f"job-{n + 1}", daemon=True) for n in range(self._threads)]
        self._steward = Thread(target=self._steer, name="job-steward", daemon=True)
        self._chores = [
            Chore(BEAT_SECONDS, self._beat),
            Chore(REAP_SECONDS, self._reap),
            Chore(SCHEDULE_SECONDS, self._fire),
        ]

    @property
    def takes_jobs(self) -> bool:
        """Whether the next job that is due would be begun here: not stopping, and the queue can be reached."""
        return self._steward.is_alive() and not self._stopping.is_set() and not self._away

    def start(self) -> None:
        self._steward.start()
        for runner in self._runners:
            runner.start()

    def stop(self) -> None:
        """Take no further job. Those that run go on."""
        self._stopping.set()
        bell.ring()

    def join(self, seconds: float) -> bool:
        """Wait for the running jobs; False if some still run. Whoever exits then leaves them to the next worker."""
        self._steward.join(seconds)
        return not self._steward.is_alive()

    # --- The steward -------------------------------------------------------------------------------------------------

    def _steer(self) -> None:
        while self._held or not self._stopping.is_set():
            rings = bell.count()
            if not self._in_any_weather(self._look_after_the_queue):
                bell.wait(rings, self._poll_seconds)
        for _runner in self._runners:
            self._handed.put(None)
        for runner in self._runners:
            runner.join()
        self._in_any_weather(self._leave)
        connections.close_all()

    def _look_after_the_queue(self) -> bool:
        """True when there may be more to claim at once. While the disk is nearly full, jobs wait as people do."""
        close_old_connections()
        for chore in self._chores:
            chore.do()
        free = self._threads - len(self._held)
        if not free or self._stopping.is_set() or disk_space.is_low():
            return False
        rows = claim(self._entered(), free)
        for row in rows:
            self._held.add(row.pk)
            self._handed.put((row, self._entered()))
        return bool(rows)

    def _beat(self) -> None:
        if self._worker is None or not workforce.beat(self._worker):
            self._worker = workforce.enter()
            write_down_appointments(timezone.now())

    def _reap(self) -> None:
        workforce.reap(self._entered(), frozenset(self._held))

    def _fire(self) -> None:
        if not self._stopping.is_set():
            fire_due(timezone.now())

    def _leave(self) -> bool:
        if self._worker is not None:
            workforce.leave(self._worker)
        return True

    def _entered(self) -> Worker:
        assert self._worker is not None, "the first chore is to enter"
        return self._worker

    def _in_any_weather(self, work: Callable[[], bool]) -> bool:
        try:
            result = work()
        except (OperationalError, InterfaceError) as error:
            if not self._away:
                logger.warning("The job queue is out of reach and will be tried again: %s", str(error).strip())
            self._away = True
            return False
        except Exception:
            logger.exception("The steward of the jobs stumbled and goes on")
            return False
        if self._away:
            logger.info("The job queue is back")
        self._away = False
        return result

    # --- The runners -------------------------------------------------------------------------------------------------

    def _run(self) -> None:
        while (handed := self._handed.get()) is not None:
            row, worker = handed
            try:
                close_old_connections()
                self._settle_in_the_end(row, worker, perform(row))
            except Exception:
                # The row stays held, the steward finds that nobody is at it, and it counts as a failed attempt.
                logger.exception("How job %s went could not be written", row.pk)
            finally:
                self._held.discard(row.pk)
                bell.ring()
        connections.close_all()

    def _settle_in_the_end(self, row: DBTaskResult, worker: Worker, error: BaseException | None) -> None:
        """The job is done although the database is away: its outcome waits, or it would be run again."""
        while True:
            try:
                return settle(row, worker, error)
            except (OperationalError, InterfaceError):
                time.sleep(self._poll_seconds)
                close_old_connections()


class Chore:
    """Something the steward does every so many seconds; at once when it could not be done."""

    def __init__(self, seconds: float, work: Callable[[], None]) -> None:
        self._seconds = seconds
        self._work = work
        self._next = 0.0

    def do(self) -> None:
        if time.monotonic() >= self._next:
            self._work()
            self._next = time.monotonic() + self._seconds
