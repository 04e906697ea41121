"""Whether a backup is whole: every byte of it is read, its database opened and counted. Nothing is changed by it."""

from __future__ import annotations

import json
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from . import postgres
from .backup import FACTS, FORMAT, LIST, count_sqlite
from .facts import unknown_to_us
from .files import files_in, is_inside, read_list, sha256_of


class NoBackup(Exception):
    """With a sentence: the folder is none, or this release cannot read it."""


@dataclass
class Verdict:
    facts: dict[str, Any]
    wrong: list[str] = field(default_factory=list)
    files: int = 0
    rows: int = 0

    @property
    def is_whole(self) -> bool:
        return not self.wrong


def facts_in(folder: Path) -> dict[str, Any]:
    """What a backup says of itself. Raises ``NoBackup`` where this release cannot do with it."""
    if folder.name.endswith(".unfinished"):
        raise NoBackup(f"{folder} was never finished.")
    try:
        facts = json.loads((folder / FACTS).read_text())
    except OSError:
        raise NoBackup(f"{folder} is no backup: there is no {FACTS} in it.") from None
    except ValueError:
        raise NoBackup(f"{folder / FACTS} is damaged.") from None
    if not isinstance(facts, dict) or facts.get("format", 1) > FORMAT:
        raise NoBackup("The backup was written by a newer release of Portico. Install that one first.")
    if facts.get("format", 1) < FORMAT:
        raise NoBackup("The backup is of a release that listed no files; docs/operations.md says how to restore it.")
    if unknown := unknown_to_us(facts["migrations"]):
        raise NoBackup(f"The backup is of a newer release of Portico: this one does not know {unknown[0]}.")
    return facts


def verify(folder: Path) -> Verdict:
    """Read it all and say what is wrong."""
    verdict = Verdict(facts_in(folder))
    verdict.wrong += _wrong_files(folder, verdict)
    if verdict.wrong:
        return verdict  # a database of other bytes than were written is not opened
    try:
        rows = _rows_in(folder / verdict.facts["database"], verdict)
    except (sqlite3.DatabaseError, postgres.ProgramFailed) as error:
        verdict.wrong.append(f"The database cannot be read: {error}")
        return verdict
    verdict.rows = sum(rows.values())
    said = verdict.facts["rows"]
    for name in sorted(said.keys() | rows.keys()):
        if said.get(name) != rows.get(name):
            verdict.wrong.append(f"{name} has {rows.get(name)} rows and should have {said.get(name)}.")
    return verdict


def _wrong_files(folder: Path, verdict: Verdict) -> Iterator[str]:
    if not (folder / LIST).is_file() or sha256_of(folder / LIST) != verdict.facts["list_sha256"]:
        yield f"{LIST} is not the list that was written."
        return
    listed = read_list(folder / LIST)
    there = dict(files_in(folder))
    for name, digest in listed.items():
        if not is_inside(name) or name not in there:
            yield f"{name} is missing."
        elif sha256_of(there[name]) != digest:
            yield f"{name} has changed since."
        verdict.files += 1
    for name in sorted(there.keys() - listed.keys() - {FACTS, LIST}):
        yield f"{name} was not there."


def _rows_in(database: Path, verdict: Verdict) -> dict[str, int]:
    if database.suffix == ".dump":
        return _rows_in_dump(database)
    with closing(sqlite3.connect(f"{database.resolve().as_uri()}?mode=ro&immutable=1", uri=True)) as opened:
        verdict.wrong += [
            f"The database: {line}" for (line,) in opened.execute("PRAGMA integrity_check") if line != "ok"
        ]
        for table, row, other, _key in opened.execute("PRAGMA foreign_key_check").fetchmany(5):
            verdict.wrong.append(f"Row {row} of {table} points into nothing in {other}.")
        return count_sqlite(opened)


def _rows_in_dump(dump: Path) -> dict[str, int]:
    """Of each table, counted as PostgreSQL's own program reads the dump: no server is needed."""
    rows: dict[str, int] = {}
    table = None
    with postgres.start("pg_restore", "--data-only", "--file=-", str(dump), to=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        for line in process.stdout:
            if table is None:
                if line.startswith(b"COPY ") and line.endswith(b"FROM stdin;\n"):
                    table = line.split(b" ")[1].split(b".")[-1].strip(b'"').decode()
                    rows[table] = 0
            elif line == b"\\.\n":
                table = None
            else:
                rows[table] += 1
        said = process.stderr.read().decode(errors="replace").strip()
    if process.returncode:
        raise postgres.ProgramFailed(said)
    return rows
