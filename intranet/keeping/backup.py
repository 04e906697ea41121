"""A copy of everything that cannot be made again: the database, the uploads and the key.

Taken while people work. The database comes first: an upload that arrives meanwhile is then a file too many, which
does no harm. What is deleted meanwhile is named in ``vanished``. The search index is left out; it is rebuilt from the
database.
"""

from __future__ import annotations

import json
import os
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, transaction

from intranet.accounts import tombstones

from . import postgres
from .facts import facts_of_the_house
from .files import Listed, copy_file, files_in, sha256_of, write_list
from .postgres import ProgramFailed

# Raised when an older release could not read what is written.
FORMAT = 2
KEY = "secret_key"
FACTS = "backup.json"
LIST = "files.sha256"


class BackupFailed(Exception):
    """With a sentence for the person at the terminal."""


def back_up(into: Path, *, now: datetime) -> Path:
    """Write a folder of its own below ``into`` and return it. It appears under its name only when it is whole."""
    name = f"portico-{now.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    finished, unfinished = into / name, into / f"{name}.unfinished"
    if finished.exists():
        raise BackupFailed(f"{finished} is already there.")
    old_mask = os.umask(0o077)  # it holds everything; nobody else on this machine reads it
    try:
        into.mkdir(parents=True, exist_ok=True)
        unfinished.mkdir()
        facts = {"format": FORMAT, "made_at": now.isoformat(), "mode": settings.MODE, **_copy_all(unfinished)}
        (unfinished / FACTS).write_text(json.dumps(facts, indent=2) + "\n")
        # Beside the backups, not in one: a restore of an older one is to know of the newest erasures.
        tombstones.write_list(into / tombstones.NAME)
    except sqlite3.DatabaseError as error:
        raise BackupFailed(f"The database is damaged or out of reach: {error}. Keep the older backups.") from error
    except (OSError, ProgramFailed) as error:
        raise BackupFailed(f"{error} What was written so far is in {unfinished}.") from error
    finally:
        os.umask(old_mask)
    return unfinished.rename(finished)


def _copy_all(folder: Path) -> dict[str, Any]:
    house = facts_of_the_house()
    database, rows = _copy_sqlite(folder) if connection.vendor == "sqlite" else _dump_postgres(folder)
    listed = {database.name: sha256_of(database)}
    media, vanished = _copy_media(folder)
    listed |= media
    key = Path(settings.DATA) / KEY
    if key.exists():
        copy_file(key, folder / KEY)
        listed[KEY] = sha256_of(folder / KEY)
    write_list(listed, folder / LIST)
    return {
        **house,
        "database": database.name,
        "sha256": listed[database.name],
        "rows": rows,
        "files": len(media),
        "vanished": vanished,
        "key": key.exists(),
        "list_sha256": sha256_of(folder / LIST),
    }


def _copy_media(folder: Path) -> tuple[Listed, list[str]]:
    (folder / "media").mkdir()
    listed: Listed = {}
    vanished = []
    for name, path in files_in(Path(settings.MEDIA_ROOT)):
        copy = folder / "media" / name
        try:
            copy_file(path, copy)
        except FileNotFoundError:  # somebody has just deleted it
            copy.unlink(missing_ok=True)
            vanished.append(name)
            continue
        listed[f"media/{name}"] = sha256_of(copy)
    return listed, vanished


def _copy_sqlite(folder: Path) -> tuple[Path, dict[str, int]]:
    """SQLite's own online copy, as of one moment. In one step: with a write-ahead log nobody has to wait for it."""
    copy = folder / "database.sqlite3"
    original = Path(connection.settings_dict["NAME"]).resolve().as_uri()
    with (
        closing(sqlite3.connect(f"{original}?mode=ro", uri=True)) as source,
        closing(sqlite3.connect(copy)) as target,
    ):
        source.backup(target)
        # A copy of a damaged database is no backup. It is also the moment to learn that it is damaged.
        verdict = target.execute("PRAGMA quick_check").fetchall()
        if verdict != [("ok",)]:
            raise sqlite3.DatabaseError(verdict[0][0])
        target.execute("PRAGMA journal_mode=DELETE")  # one file, without a log beside it
        return copy, count_sqlite(target)


def count_sqlite(database: sqlite3.Connection) -> dict[str, int]:
    """How many rows each table has."""
    named = database.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
    return {name: database.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for (name,) in sorted(named)}  # noqa: S608 - names from the schema


def _dump_postgres(folder: Path) -> tuple[Path, dict[str, int]]:
    """What ``pg_dump`` writes, and the rows of each table, both as of the same moment."""
    dump = folder / "database.dump"
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        cursor.execute("SET LOCAL statement_timeout = 0; SET LOCAL idle_in_transaction_session_timeout = 0")
        cursor.execute("SELECT pg_export_snapshot()")
        (moment,) = cursor.fetchone()
        rows = {}
        for name in sorted(connection.introspection.table_names(cursor)):
            cursor.execute(f"SELECT count(*) FROM {connection.ops.quote_name(name)}")  # noqa: S608 - names from the schema
            rows[name] = cursor.fetchone()[0]
        postgres.run(
            "pg_dump",
            "--format=custom",
            f"--file={dump}",
            f"--snapshot={moment}",
            *postgres.where(),
            postgres.name(),
        )
    return dump, rows
