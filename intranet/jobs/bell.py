"""Waking the worker of this process at once. Workers of other processes find the row when they look next."""

from __future__ import annotations

from threading import Condition


class Bell:
    """Rings are counted, so a ring between a listener's look at the queue and its wait is not lost, and each of
    several listeners hears every ring."""

    def __init__(self) -> None:
        self._changed = Condition()
        self._rings = 0

    def ring(self) -> None:
        with self._changed:
            self._rings += 1
            self._changed.notify_all()

    def count(self) -> int:
        return self._rings

    def wait(self, count: int, seconds: float) -> bool:
        """Wait until it has rung more often than ``count`` times; False when ``seconds`` passed first."""
        with self._changed:
            return self._changed.wait_for(lambda: self._rings > count, seconds)


bell = Bell()
