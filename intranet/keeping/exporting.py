"""The whole house in one file that any database can take in: every table that is not made from others as lines of
JSON, every upload, and a list of both. Read as of one moment, written as it is read."""

from __future__ import annotations

import hashlib
import json
import os
import zipfile
from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path
from typing import IO, Any

from django.conf import settings
from django.db.models import Model

from intranet.core.moving_house import moving, unspoken

from .backup import KEY
from .columns import Rows
from .facts import facts_of_the_house
from .files import BLOCK, files_in
from .moments import last_number, one_moment

# Raised when an older release could not read what is written.
FORMAT = 1
MANIFEST = "manifest.json"
PORTION = 1000
Say = Callable[[str], object]


class CannotExport(Exception):
    """With a sentence for the person at the terminal."""


def export_house(file: Path, *, now: datetime, say: Say) -> None:
    """Write ``file``; it appears under its name only when it is whole, and nobody else on this machine reads it."""
    if file.exists():
        raise CannotExport(f"{file} is already there.")
    if forgotten := unspoken():
        raise CannotExport(f"Nobody has said whether {sorted(forgotten)[0]} goes along.")
    unfinished = file.with_name(f"{file.name}.unfinished")
    with os.fdopen(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as out:
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, allowZip64=True) as archive:
            _write(archive, now, say)
        out.flush()
        os.fsync(out.fileno())
    unfinished.rename(file)


def _write(archive: zipfile.ZipFile, now: datetime, say: Say) -> None:
    tables: dict[str, Any] = {}
    with one_moment():
        facts = facts_of_the_house()
        for model in moving():
            tables[model._meta.label_lower] = _write_table(archive, model)
        # Before the moment is over, so that what the rows name is there, if nobody deletes it now.
        files = _write_files(archive)
    say(f"{sum(table['rows'] for table in tables.values())} rows of {len(tables)} tables, {len(files)} uploads.")
    key = Path(settings.DATA) / KEY
    if key.exists():
        files[KEY] = _copy(archive, KEY, key)
    else:
        say("The key is not in it: the new house needs the same SECRET_KEY.")
    manifest = {"format": FORMAT, "made_at": now.isoformat(), **facts, "tables": tables, "files": files}
    archive.writestr(MANIFEST, json.dumps(manifest, indent=1))


def _write_table(archive: zipfile.ZipFile, model: type[Model]) -> dict[str, Any]:
    rows = Rows(model)
    found = model._base_manager.order_by("pk").values_list(*rows.names).iterator(chunk_size=PORTION)
    lines = (rows.line(values) for values in found)
    with archive.open(f"tables/{model._meta.label_lower}.jsonl", "w", force_zip64=True) as out:
        count, digest = _pour(lines, out)
    return {"rows": count, "sha256": digest, "columns": rows.names, "last_number": last_number(model)}


def _write_files(archive: zipfile.ZipFile) -> dict[str, str]:
    files = {}
    for name, path in files_in(Path(settings.MEDIA_ROOT)):
        try:
            files[f"media/{name}"] = _copy(archive, f"media/{name}", path)
        except FileNotFoundError:  # somebody has just deleted it
            continue
    return files


def _copy(archive: zipfile.ZipFile, name: str, path: Path) -> str:
    # Opened first: a file that has gone leaves nothing in the archive. Pictures do not get smaller.
    with path.open("rb") as source:
        info = zipfile.ZipInfo(name)
        with archive.open(info, "w", force_zip64=True) as out:
            _blocks, digest = _pour(iter(lambda: source.read(BLOCK), b""), out)
    return digest


def _pour(pieces: Iterable[bytes], out: IO[bytes]) -> tuple[int, str]:
    digest, count = hashlib.sha256(), 0
    for piece in pieces:
        digest.update(piece)
        out.write(piece)
        count += 1
    return count, digest.hexdigest()
