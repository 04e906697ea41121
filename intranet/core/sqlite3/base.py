"""SQLite with a fair wait for the turn to write.

SQLite's own wait (``sqlite3_busy_timeout``) asks after 1, 2, 5, … and at last every 100 ms. So who has waited longest
asks least often: beside several processes that write without pause some never get their turn, and after 20 seconds are
told that the database is locked (``python -m tests.faults R12``). Here each asks every few milliseconds, at random, and
all have the same chance.
"""

from __future__ import annotations

import random
import time

from django.db.backends.sqlite3 import base
from django.db.utils import OperationalError

from intranet.core.database_away import is_away

# Seconds between two tries. A write of the product takes some 10 ms.
_BETWEEN = (0.001, 0.005)


class DatabaseWrapper(base.DatabaseWrapper):
    def _start_transaction_under_autocommit(self) -> None:
        """``BEGIN IMMEDIATE``. Raises ``OperationalError`` after the ``timeout`` of the settings."""
        patience: float = self.settings_dict["OPTIONS"].get("timeout", 5)
        until = time.monotonic() + patience
        self.connection.execute("PRAGMA busy_timeout = 0")
        try:
            while True:
                try:
                    super()._start_transaction_under_autocommit()  # type: ignore[misc]
                    return
                except OperationalError as problem:
                    if not is_away(problem) or time.monotonic() > until:
                        raise
                time.sleep(random.uniform(*_BETWEEN))  # noqa: S311 - nothing is to be guessed here
        finally:
            self.connection.execute(f"PRAGMA busy_timeout = {int(1000 * patience)}")
