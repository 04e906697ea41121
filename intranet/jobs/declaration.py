"""``@job``: a function that can be put off, and how often it is tried."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import SystemRandom
from typing import Any, ParamSpec, TypeVar, overload

from django.db import connection, transaction
from django.utils import timezone
from django_tasks.base import Task, TaskResult

from .arguments import checked
from .bell import bell

P = ParamSpec("P")
T = TypeVar("T")

LONGEST_PAUSE = timedelta(hours=6)
LONGEST_KEY = 120
_random = SystemRandom()


@dataclass(frozen=True, kw_only=True)
class Job(Task[P, T]):
    """A django-tasks task with a retry policy. Call ``.call()`` to run it here and now."""

    attempts: int = 5
    backoff: float = 30

    def enqueue(self, *args: P.args, **kwargs: P.kwargs) -> TaskResult[T]:
        """Have it run soon after the caller's transaction has committed, and not at all if that rolls back."""
        return self.enqueue_at(timezone.now(), *args, **kwargs)

    def enqueue_at(self, when: datetime, *args: P.args, **kwargs: P.kwargs) -> TaskResult[T]:
        """Have it run at ``when`` (aware) or soon after."""
        arguments = self._arguments(args, kwargs)
        if timezone.is_naive(when):
            raise TypeError(f"{self.module_path}: {when!r} has no time zone, so nobody can say when it is")
        task = self.using(run_after=when)
        result: TaskResult[T] = task.get_backend().enqueue(task, (), arguments)
        transaction.on_commit(bell.ring, robust=True)
        return result

    def enqueue_once(self, *, key: str, **kwargs: Any) -> None:
        """Like ``enqueue``, but however many wait under one ``key``, one run answers them all, and no two run at a
        time. The arguments of one of them count, so ``key`` must say whatever differs.

        A run starts after the commits of all whom it answers, so it sees what they wrote.
        """
        from .models import Ticket  # noqa: PLC0415 - jobs are declared before models can be imported

        if len(key) > LONGEST_KEY:
            raise ValueError(f"{self.module_path}: a key has at most {LONGEST_KEY} characters; this one has {len(key)}")
        whole_key = f"{self.module_path}:{key}"
        with transaction.atomic():
            # Whoever writes to SQLite has it alone until the commit, so what waits now cannot start before. Elsewhere
            # it could, and would miss what this transaction writes: one row more, which the claim takes out again.
            if connection.vendor == "sqlite" and Ticket.objects.waiting(whole_key).exists():
                self._arguments((), kwargs)
                return
            result = self.enqueue(**kwargs)  # type: ignore[call-arg]
            Ticket.objects.create(job_id=result.id, key=whole_key)

    async def aenqueue(self, *args: P.args, **kwargs: P.kwargs) -> TaskResult[T]:
        raise TypeError(f"{self.module_path}: jobs are enqueued by actions, in their transaction, not from a coroutine")

    def pause_after(self, attempt: int) -> timedelta:
        """How long to wait after that many attempts: doubling, and never two jobs in step."""
        seconds = min(self.backoff * 2.0 ** min(attempt - 1, 30), LONGEST_PAUSE.total_seconds())
        return timedelta(seconds=seconds * _random.uniform(0.8, 1.2))

    def _arguments(self, args: tuple[Any, ...], kwargs: dict[str, Any]) -> dict[str, Any]:
        if args:
            raise TypeError(f"{self.module_path}: a job's arguments are named")
        try:
            inspect.signature(self.func).bind(**kwargs)
        except TypeError as error:
            raise TypeError(f"{self.module_path}: {error}") from None
        return checked(self.module_path, kwargs)


@overload
def job(function: Callable[P, T], /) -> Job[P, T]: ...
@overload
def job(*, attempts: int = 5, backoff: float = 30, priority: int = 0) -> Callable[[Callable[P, T]], Job[P, T]]: ...
def job(function: Callable[P, T] | None = None, /, *, attempts: int = 5, backoff: float = 30, priority: int = 0) -> Any:
    """Make a module-level function a job.

    It is tried ``attempts`` times, with ``backoff`` seconds after the first failure and twice as many after each
    further one; then it is a dead job for the admin to look at. ``attempts=1`` is for what must not be repeated
    (it can still be cut short by a kill). A higher ``priority`` (-100 to 100) goes first.
    """

    def declare(function: Callable[P, T]) -> Job[P, T]:
        return Job(func=function, attempts=attempts, backoff=backoff, priority=priority)

    return declare(function) if function else declare
