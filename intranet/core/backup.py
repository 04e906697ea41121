"""A copy of everything that cannot be made again: the database, the uploads and the key.

Taken while people work. The database comes first: an upload that arrives meanwhile is then a file too many, which
does no harm, and never a row whose file is missing. The search index is left out; it is rebuilt from the database.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection

KEY = "secret_key"


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
        facts = {"made_at": now.isoformat(), "mode": settings.MODE, **_copy_all(unfinished)}
        (unfinished / "backup.json").write_text(json.dumps(facts, indent=2) + "\n")
    except sqlite3.DatabaseError as error:
        raise BackupFailed(f"The database is damaged or out of reach: {error}. Keep the older backups.") from error
    except OSError as error:
        raise BackupFailed(f"{error} What was written so far is in {unfinished}.") from error
    finally:
        os.umask(old_mask)
    return unfinished.rename(finished)


def _copy_all(folder: Path) -> dict[str, Any]:
    database = _copy_sqlite(folder) if connection.vendor == "sqlite" else _dump_postgres(folder)
    media, key = Path(settings.MEDIA_ROOT), Path(settings.DATA) / KEY
    if media.exists():
        shutil.copytree(media, folder / "media")
    if key.exists():
        shutil.copy2(key, folder / KEY)
    return {
        "database": database.name,
        "sha256": hashlib.file_digest(database.open("rb"), "sha256").hexdigest(),
        "files": sum(path.is_file() for path in (folder / "media").rglob("*")),
        "key": key.exists(),
    }


def _copy_sqlite(folder: Path) -> Path:
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
    return copy


def _dump_postgres(folder: Path) -> Path:
    dump = folder / "database.dump"
    where = connection.settings_dict
    options = {"--host": where["HOST"], "--port": where["PORT"], "--username": where["USER"]}
    command = ["pg_dump", "--format=custom", f"--file={dump}", "--no-password"]
    command += [f"{option}={value}" for option, value in options.items() if value]
    environment = {**os.environ, "PGPASSWORD": where["PASSWORD"]} if where["PASSWORD"] else None
    try:
        done = subprocess.run(  # noqa: S603 - our own settings, and no shell
            [*command, where["NAME"]], env=environment, capture_output=True, text=True, check=False
        )
    except FileNotFoundError:
        raise BackupFailed("pg_dump is missing: apt-get install postgresql-client") from None
    if done.returncode:
        raise BackupFailed(done.stderr.strip())
    return dump
