"""Working off the queue by hand."""

from __future__ import annotations

from datetime import datetime

from . import workforce
from .performing import perform, settle
from .queue import claim


def drain(*, allow_failures: bool = False, at: datetime | None = None) -> int:
    """Do what is due, in this thread, and what that enqueues; returns how many jobs ran.

    An error in a job is raised, unless ``allow_failures``: then the job is put off or given up, as in real life.
    With ``at`` in the future everything that is due by then is due now, second attempts included.
    """
    me = workforce.enter()
    ran = 0
    try:
        while rows := claim(me, 1, now=at):
            error = perform(rows[0])
            settle(rows[0], me, error)
            ran += 1
            if error is not None and not allow_failures:
                raise error
    finally:
        workforce.leave(me)
    return ran
