"""A house that was exported moves into this one, which has to be empty: all of it, or nothing.

First everything is read and compared with its hashes. Then the rows come in one transaction, with the numbers they
had; the uploads get their name at the end of it.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.db.models import Model
from django.db.models.sql import InsertQuery

from intranet.core.models import SiteSettings
from intranet.core.moving_house import moving, staying

from .backup import KEY
from .columns import Rows
from .exporting import FORMAT, MANIFEST
from .facts import applied, unknown_to_us
from .files import BLOCK, is_empty, is_inside
from .moments import set_last_number, without_time_limits
from .restoring import nobody_lives_here

# Rows to a statement: SQLite takes so many values at once.
MOST_VALUES = 30_000
# Migrations make them, under numbers of their own: they stay as they are.
OURS = {"contenttypes.contenttype", "auth.permission"}
Say = Callable[[str], object]


class CannotImport(Exception):
    """With a sentence. Nothing has been changed."""


def import_house(file: Path, *, say: Say) -> None:
    """Raises ``CannotImport``; then the house is as it was."""
    try:
        with zipfile.ZipFile(file) as archive:
            manifest = _manifest(archive)
            _this_release_reads(manifest)
            _is_whole(archive, manifest)
            say(f"The file is whole, of {manifest['made_at']}.")
            _nobody_is_here()
            _move_in(archive, manifest)
    except OSError as error:
        raise CannotImport(str(error)) from error
    except (zipfile.BadZipFile, EOFError, zlib.error) as error:
        raise CannotImport(f"The file is damaged: {error}") from error
    SiteSettings.forget()
    rows = sum(table["rows"] for table in manifest["tables"].values())
    say(f"{rows} rows and {len(manifest['files'])} files have moved in.")
    if KEY not in manifest["files"]:
        say("SECRET_KEY has to be the one of the old house.")
    call_command("reindex", stdout=open(os.devnull, "w"))  # noqa: SIM115
    say("The search index is built. Everybody signs in again.")


# --- Before anything is touched --------------------------------------------------------------------------------------


def _manifest(archive: zipfile.ZipFile) -> dict[str, Any]:
    try:
        manifest = json.loads(archive.read(MANIFEST))
        known = manifest["format"], manifest["tables"], manifest["files"], manifest["migrations"]
    except (KeyError, ValueError, TypeError):
        raise CannotImport("This is no exported house: it has no list of what is in it.") from None
    assert known
    return dict(manifest)


def _this_release_reads(manifest: dict[str, Any]) -> None:
    if manifest["format"] > FORMAT or (unknown := unknown_to_us(manifest["migrations"])):
        newest = "" if manifest["format"] > FORMAT else f" ({unknown[0]})"
        raise CannotImport(f"The file was written by a newer release of Portico{newest}. Install that one here.")
    ours = set(applied())
    if missing := sorted(ours - set(manifest["migrations"])):
        raise CannotImport(
            f"The file was written by an older release of Portico, without {missing[0]}. Upgrade the old house first, "
            "then export it again."
        )
    if missing := sorted(set(manifest["migrations"]) - ours):
        raise CannotImport(f"This database is behind, without {missing[0]}. Run manage.py migrate first.")
    for model in moving():
        table = manifest["tables"].get(model._meta.label_lower)
        if table is None or table["columns"] != Rows(model).names:
            raise CannotImport(f"{model._meta.label} in the file is not as this release has it.")


def _is_whole(archive: zipfile.ZipFile, manifest: dict[str, Any]) -> None:
    expected = {f"tables/{name}.jsonl": table["sha256"] for name, table in manifest["tables"].items()}
    expected |= manifest["files"]
    there = {info.filename for info in archive.infolist()}
    for name, digest in expected.items():
        if name not in there:
            raise CannotImport(f"The file is damaged: {name} is missing.")
        if not is_inside(name):
            raise CannotImport(f"The file names {name!r}, which leads outside.")
        if _sha256(archive, name) != digest:
            raise CannotImport(f"The file is damaged: {name} is not what was written.")
    if strange := sorted(there - expected.keys() - {MANIFEST}):
        raise CannotImport(f"The file has {strange[0]}, which its list does not name.")


def _sha256(archive: zipfile.ZipFile, name: str) -> str:
    digest = hashlib.sha256()
    with archive.open(name) as member:
        while block := member.read(BLOCK):
            digest.update(block)
    return digest.hexdigest()


def _nobody_is_here() -> None:
    if not nobody_lives_here() or not is_empty(Path(settings.MEDIA_ROOT)):
        raise CannotImport("Somebody lives here. A house moves into a fresh database and an empty data folder only.")


# --- Moving in -------------------------------------------------------------------------------------------------------


def _move_in(archive: zipfile.ZipFile, manifest: dict[str, Any]) -> None:
    media = Path(settings.MEDIA_ROOT)
    beside = media.with_name(f"{media.name}.importing")
    shutil.rmtree(beside, ignore_errors=True)
    try:
        _unpack(archive, manifest, beside)
        with transaction.atomic():
            without_time_limits()
            _clear()
            for model in moving():
                _fill(archive, model, manifest["tables"][model._meta.label_lower])
            connection.check_constraints()
            if media.exists():
                shutil.rmtree(media)  # empty, as was asked
            beside.rename(media)
    except (DatabaseError, ValueError, ContentType.DoesNotExist) as error:
        if not beside.exists() and media.exists():
            media.rename(beside)  # the rows did not stay, so neither do the uploads
        raise CannotImport(f"It could not move in, and nothing was changed: {error}") from error
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    if KEY in manifest["files"]:
        key = Path(settings.DATA) / KEY
        key.write_bytes(archive.read(KEY))
        key.chmod(0o600)


def _unpack(archive: zipfile.ZipFile, manifest: dict[str, Any], into: Path) -> None:
    into.mkdir(mode=0o750, parents=True)
    for name in manifest["files"]:
        if name.startswith("media/"):
            target = into / name.removeprefix("media/")
            target.parent.mkdir(parents=True, exist_ok=True)
            with archive.open(name) as member, target.open("wb") as out:
                shutil.copyfileobj(member, out, BLOCK)
            target.chmod(settings.FILE_UPLOAD_PERMISSIONS)


def _clear() -> None:
    """What migrations have put into a fresh house; it comes again with the rows. Order does not matter: keys between
    tables are looked at when all is in."""
    with connection.cursor() as cursor:
        for model in [*moving(), *staying()]:
            if model._meta.label_lower not in OURS:
                cursor.execute(f"DELETE FROM {connection.ops.quote_name(model._meta.db_table)}")  # noqa: S608


def _fill(archive: zipfile.ZipFile, model: type[Model], table: dict[str, Any]) -> None:
    count = 0
    try:
        with archive.open(f"tables/{model._meta.label_lower}.jsonl") as lines:
            for portion in _portions(lines, Rows(model)):
                _insert(model, portion)
                count += len(portion)
    except (DatabaseError, ValueError) as error:
        raise CannotImport(f"{model._meta.label} could not move in, and nothing was changed: {error}") from error
    if count != table["rows"]:
        raise CannotImport(
            f"{model._meta.label} has {count} rows and should have {table['rows']}. Nothing was changed."
        )
    if table["last_number"] is not None:
        set_last_number(model, table["last_number"])


def _portions(lines: Any, rows: Rows) -> Iterator[list[SimpleNamespace]]:
    most = max(1, min(1000, MOST_VALUES // len(rows.columns)))
    portion = []
    for line in lines:
        portion.append(SimpleNamespace(**rows.values(line)))
        if len(portion) >= most:
            yield portion
            portion = []
    if portion:
        yield portion


def _insert(model: type[Model], rows: list[SimpleNamespace]) -> None:
    """Into this one table, as they are: no default, no clock, no parent."""
    query = InsertQuery(model)
    # It reads attributes, whosever they are.
    query.insert_values(Rows(model).columns, cast(list[Model], rows), raw=True)
    query.get_compiler(using=connection.alias).execute_sql()
