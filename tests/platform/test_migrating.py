"""A new house is laid out at once, and is the one that every migration, step by step, would have made."""

from __future__ import annotations

import contextlib
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def run(tmp_path):
    def program(house: str, *arguments: str) -> str:
        environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")},
            "PORTICO_MODE": "test",
            "PORTICO_DATA": str(tmp_path / house),
            "DJANGO_SETTINGS_MODULE": "intranet.settings",
        }
        environment.pop("DATABASE_URL", None)
        (tmp_path / house).mkdir(exist_ok=True)
        done = subprocess.run(
            [sys.executable, *arguments], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
        return done.stdout

    return program


def made_of(database: Path) -> dict[str, object]:
    """Each table's columns and constraints, indexes and number of rows, in whatever order they were made."""
    with contextlib.closing(sqlite3.connect(database)) as opened:
        found: dict[str, object] = {}
        for table, statement in opened.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table'").fetchall():
            indexes = opened.execute("SELECT sql FROM sqlite_master WHERE type = 'index' AND tbl_name = ?", [table])
            rows = opened.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0]
            counts = table != "sqlite_sequence"
            found[table] = (sorted(parts_of(statement)), sorted(str(one) for one in indexes), rows if counts else None)
        return found


def parts_of(statement: str) -> list[str]:
    """What stands between the outer brackets of CREATE TABLE, cut at the commas that are in no further bracket."""
    parts, depth, begun = [], 0, statement.index("(") + 1
    for at in range(begun, statement.rindex(")")):
        depth += {"(": 1, ")": -1}.get(statement[at], 0)
        if statement[at] == "," and depth == 0:
            parts.append(statement[begun:at].strip())
            begun = at + 1
    return [*parts, statement[begun : statement.rindex(")")].strip()]


def test_both_roads_make_the_same_database(run, tmp_path):
    run("long", "manage.py", "migrate", "--noinput", "--verbosity", "0", "--step-by-step")
    run("short", "manage.py", "migrate", "--noinput", "--verbosity", "0")
    walked, laid_out = (made_of(tmp_path / house / "portico.sqlite3") for house in ("long", "short"))
    assert walked.keys() == laid_out.keys()
    different = {table: (walked[table], laid_out[table]) for table in walked if walked[table] != laid_out[table]}
    assert different == {}
    # What is laid out is a house that later migrations go on from.
    run("short", "manage.py", "migrate", "--check")


def test_what_a_house_begins_with_is_there(run, tmp_path):
    run("short", "manage.py", "migrate", "--noinput", "--verbosity", "0")
    with sqlite3.connect(tmp_path / "short" / "portico.sqlite3") as database:
        rules = database.execute("SELECT count(*) FROM moderation_rule WHERE is_on").fetchone()[0]
    assert rules == 9


def test_a_start_that_was_cut_short_is_begun_again(run, tmp_path):
    (tmp_path / "short").mkdir()
    with sqlite3.connect(tmp_path / "short" / "portico.sqlite3") as database:
        database.execute(
            "CREATE TABLE django_migrations (id integer PRIMARY KEY AUTOINCREMENT, app varchar(255) NOT NULL,"
            " name varchar(255) NOT NULL, applied datetime NOT NULL)"
        )
    run("short", "manage.py", "migrate", "--noinput", "--verbosity", "0")
    run("short", "manage.py", "migrate", "--check")
