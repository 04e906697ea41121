"""Durable jobs: what must still happen after the answer has gone out.

A job is a module-level function of an app's ``jobs.py``::

    @job(attempts=5, backoff=30)
    def send_digest(*, person: int) -> None: ...

    send_digest.enqueue(person=7)

The row is written in the caller's transaction, so the job exists exactly when the change that needs it does. It runs
at least once (a worker that is killed leaves it to the next), so it must be idempotent. ``docs/operations.md`` tells
the operator's side.
"""

from .declaration import Job, job
from .schedule import scheduled

__all__ = ["Job", "job", "scheduled"]
