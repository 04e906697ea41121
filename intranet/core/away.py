"""Whether the shared Redis is worth asking: after a failure it is left alone for a moment, so that people do not wait
for one time-out each. (The pattern is Nygard's circuit breaker, in *Release It!*.)"""

from __future__ import annotations

import threading
import time

# A Redis beside us answers within a thousandth of a second. One that has not after this is away.
CONNECT_SECONDS = 0.25
ANSWER_SECONDS = 0.3


class Breaker:
    """Closed while all is well. After a failure it stays open for ``pause`` seconds; then one may try, and the others
    go on without until that one is through."""

    def __init__(self, pause: float) -> None:
        self.pause = pause
        self._lock = threading.Lock()
        self._open_until = 0.0
        self.is_open = False

    def may_try(self) -> bool:
        if not self.is_open:
            return True
        with self._lock:
            if not self.is_open:
                return True
            if time.monotonic() < self._open_until:
                return False
            self._open_until = time.monotonic() + self.pause
            return True

    def failed(self) -> None:
        with self._lock:
            self._open_until = time.monotonic() + self.pause
            self.is_open = True

    def succeeded(self) -> None:
        self.is_open = False


redis = Breaker(pause=1.0)
