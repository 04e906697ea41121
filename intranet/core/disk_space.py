"""How much of the disk is free where the data is, and whether that is enough to go on writing.

Looked at every two seconds at most: a look is one call to the system. Writing begins again a tenth above where it
ended, so that the house does not open and close with every upload.
"""

from __future__ import annotations

import errno
import os
import time
from dataclasses import dataclass

from django.conf import settings

_EVERY_SECONDS = 2.0
# A write that failed for want of space says so before the next look does.
_SAID_FOR_SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class Space:
    """In bytes."""

    free: int
    total: int
    is_enough: bool

    @property
    def percent(self) -> float:
        return 100 * self.free / self.total if self.total else 100.0


_last: tuple[float, Space] | None = None
_said_full: float | None = None


def look() -> Space:
    """Asked now. ``free`` is what we may use, without what the system keeps for root."""
    disk = os.statvfs(settings.DATA)
    free, total = disk.f_bavail * disk.f_frsize, disk.f_blocks * disk.f_frsize
    least = max(settings.DISK_LEAST_MB * 2**20, total * settings.DISK_LEAST_PERCENT // 100)
    was_enough = _last is None or _last[1].is_enough
    return Space(free, total, free >= (least if was_enough else least * 11 // 10))


def is_low() -> bool:
    """At most two seconds old."""
    global _last, _said_full  # noqa: PLW0603 - one look per process is the point
    now = time.monotonic()
    if _said_full is not None:
        if now - _said_full < _SAID_FOR_SECONDS:
            return True
        _said_full = None
    if _last is None or now - _last[0] > _EVERY_SECONDS:
        _last = now, look()
    return not _last[1].is_enough


def is_full_disk(problem: BaseException | None) -> bool:
    """Whether something failed for want of space: ours, SQLite's or PostgreSQL's."""
    while problem is not None:
        if isinstance(problem, OSError) and problem.errno in (errno.ENOSPC, errno.EDQUOT):
            return True
        said = str(problem).lower()
        if "database or disk is full" in said or "no space left on device" in said:
            return True
        problem = problem.__cause__
    return False


def say_full() -> None:
    """A write has just failed for want of space."""
    global _said_full  # noqa: PLW0603
    _said_full = time.monotonic()


def forget() -> None:
    """Let the next question look again."""
    global _last, _said_full  # noqa: PLW0603
    _last = _said_full = None
