"""Who writes to SQLite waits for the turn to write, and is told after a while that it does not come."""

from __future__ import annotations

import sqlite3
import threading
import time
from contextlib import closing

import pytest
from django.db import OperationalError, connection
from django.db.backends.sqlite3.base import DatabaseWrapper as Stock

from intranet.core.sqlite3.base import DatabaseWrapper

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]


@pytest.fixture
def database(tmp_path):
    """A file with one table of one row, that whoever likes may open."""
    path = tmp_path / "turns.sqlite3"
    with closing(sqlite3.connect(path)) as made:
        made.executescript(
            "PRAGMA journal_mode = WAL; CREATE TABLE turns (count INTEGER); INSERT INTO turns VALUES (0)"
        )
    return path


def opened(path, *, timeout: float) -> DatabaseWrapper:
    settings = {**connection.settings_dict, "NAME": str(path)}
    settings["OPTIONS"] = {**settings["OPTIONS"], "timeout": timeout}
    return DatabaseWrapper(settings, alias="turns")


def test_the_product_writes_through_it():
    assert isinstance(connection._connections[connection._alias], DatabaseWrapper)
    assert issubclass(DatabaseWrapper, Stock)


def test_who_waits_writes_as_soon_as_the_other_is_through(database):
    with closing(sqlite3.connect(database, isolation_level=None, check_same_thread=False)) as other:
        other.execute("BEGIN IMMEDIATE")
        through = threading.Timer(0.2, other.execute, ["COMMIT"])
        mine = opened(database, timeout=20)
        through.start()
        mine.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)
        mine.cursor().execute("UPDATE turns SET count = count + 1")
        mine.commit()
        through.join()
        mine.close()
        assert other.execute("SELECT count FROM turns").fetchone() == (1,)


def test_who_waits_for_long_is_told_and_waits_as_patiently_the_next_time(database):
    with closing(sqlite3.connect(database, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        mine = opened(database, timeout=0.05)
        began = time.monotonic()
        with pytest.raises(OperationalError, match="locked"):
            mine.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)
        assert time.monotonic() - began >= 0.05
        assert mine.cursor().execute("PRAGMA busy_timeout").fetchone() == (50,)
        mine.close()
