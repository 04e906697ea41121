"""What has been made lately, by all that it was made from: in the memory of the process, the most recent ones."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar

from django.conf import settings

T = TypeVar("T")


class Lately(Generic[T]):
    """At most so many, and none for longer than ``seconds`` where that is said."""

    def __init__(self, most: int, *, seconds: float | None = None) -> None:
        self.most, self.seconds = most, seconds
        self._made: OrderedDict[Hashable, tuple[float, T]] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Hashable, make: Callable[[], T]) -> T:
        now = time.monotonic()
        with self._lock:
            if key in self._made and (self.seconds is None or now - self._made[key][0] <= self.seconds):
                self._made.move_to_end(key)
                return self._made[key][1]
        made = make()
        if not settings.DEBUG:
            with self._lock:
                self._made[key] = now, made
                self._made.move_to_end(key)
                while len(self._made) > self.most:
                    self._made.popitem(last=False)
        return made

    def clear(self) -> None:
        with self._lock:
            self._made.clear()
