"""A backup becomes the house again: into an empty place, or in the stead of what is there when that is said.

Nothing is touched before the whole backup has been read and found whole. Files come under a name of their own and get
their own name when they are complete.
"""

from __future__ import annotations

import os
import sqlite3
import tempfile
from collections.abc import Callable, Iterable
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.db import DatabaseError, connection, connections
from django.utils import timezone

from intranet.accounts import tombstones
from intranet.accounts.actions import have_erased_again
from intranet.accounts.jobs import erase_person
from intranet.accounts.models import User
from intranet.core.models import SiteSettings

from . import postgres
from .backup import KEY
from .files import copy_file, files_in, is_empty
from .verifying import Verdict, verify

SEEN_WITHIN = timedelta(seconds=60)
Say = Callable[[str], object]


class CannotRestore(Exception):
    """With a sentence; nothing has been changed unless it says so."""


@dataclass(frozen=True)
class Wishes:
    """``replace`` what is there; ``keep_sessions``; a list of erasures from elsewhere."""

    replace: bool = False
    keep_sessions: bool = False
    erased: Path | None = None


def restore(folder: Path, wishes: Wishes, *, say: Say) -> None:
    """Make the house what it was when ``folder`` was written. Raises ``CannotRestore``."""
    # Read before anything is moved: the list of the house that is replaced counts, too.
    stones = _erasures_known(folder, wishes)
    verdict = _whole(folder, say)
    _nobody_is_at_work()
    if not wishes.replace:
        _the_place_is_empty()
    media = _media_beside(folder)
    aside = _aside()
    _put_database(folder / verdict.facts["database"], aside)
    say("The database is in place.")
    _swap_media(media, aside)
    say(f"{verdict.facts['files']} uploads are in place.")
    _put_key(folder, say)
    if aside.exists():
        say(f"What was there before is in {aside}.")
    call_command("migrate", interactive=False, verbosity=0)
    SiteSettings.forget()
    say("The database has the form of this release.")
    _erase_again(stones, say)
    if not wishes.keep_sessions:
        say(f"{end_sessions()} sessions are ended: everybody signs in again.")
    call_command("reindex", stdout=open(os.devnull, "w"))  # noqa: SIM115
    say("The search index is built anew.")


def end_sessions() -> int:
    ended, _by_table = Session.objects.all().delete()
    UserSession.objects.all().delete()
    return ended


def nobody_lives_here() -> bool:
    """Whether the database is a fresh one: no tables, or no people but the house itself."""
    with connection.cursor() as cursor:
        if User._meta.db_table not in connection.introspection.table_names(cursor):
            return True
        cursor.execute(f"SELECT count(*) FROM {User._meta.db_table} WHERE NOT is_system")  # noqa: S608
        return bool(cursor.fetchone() == (0,))


def _whole(folder: Path, say: Say) -> Verdict:
    verdict = verify(folder)
    if not verdict.is_whole:
        raise CannotRestore(f"The backup is not whole, and nothing was changed. {verdict.wrong[0]}")
    is_ours = verdict.facts["vendor"] == connection.vendor
    if not is_ours:
        raise CannotRestore(
            f"The backup is of {verdict.facts['vendor']}, this house is on {connection.vendor}: restore it where it "
            "belongs, then take export_house and import_house."
        )
    say(f"The backup is whole: {verdict.files} files, {verdict.rows} rows, of {verdict.facts['made_at']}.")
    return verdict


def _nobody_is_at_work() -> None:
    """Of a house that runs, the workers say every few seconds that they are there."""
    try:
        with connection.cursor() as cursor:
            if "jobs_worker" not in connection.introspection.table_names(cursor):
                return
            cursor.execute("SELECT max(beat_at) FROM jobs_worker")
            (beat,) = cursor.fetchone()
    except DatabaseError:  # damaged: that is what one restores for
        return
    if beat is None:
        return
    beat = datetime.fromisoformat(beat) if isinstance(beat, str) else beat
    beat = beat if beat.tzinfo else timezone.make_aware(beat, timezone.get_fixed_timezone(0))
    if timezone.now() - beat < SEEN_WITHIN:
        raise CannotRestore("Portico is running, or was a minute ago. Stop servers and workers first.")


def _the_place_is_empty() -> None:
    try:
        empty = nobody_lives_here()
    except DatabaseError:
        empty = False
    if not empty or not is_empty(Path(settings.MEDIA_ROOT)):
        raise CannotRestore(
            "Somebody lives here: the database has people or the media folder has files. "
            "Choose an empty data folder and database, or say --replace."
        )


def _aside() -> Path:
    """Where what is replaced goes: made when there is something."""
    return Path(settings.DATA) / f"replaced-{timezone.now():%Y%m%dT%H%M%SZ}"


def _move_aside(path: Path, aside: Path) -> None:
    if path.is_file() and path.stat().st_size == 0:
        path.unlink()  # what asking a database that is not there leaves
        return
    aside.mkdir(mode=0o700, exist_ok=True)
    path.rename(aside / path.name)


def _put_database(database: Path, aside: Path) -> None:
    connections.close_all()
    if connection.vendor == "sqlite":
        _put_sqlite(database, Path(connection.settings_dict["NAME"]), aside)
    else:
        _put_postgres(database)


def _put_sqlite(database: Path, target: Path, aside: Path) -> None:
    beside = target.with_name(f"{target.name}.restoring")
    copy_file(database, beside)
    beside.chmod(0o600)
    with closing(sqlite3.connect(beside)) as copy:
        copy.execute("PRAGMA journal_mode=WAL")
    # The log of another database beside this one would be played into it.
    for name in (target.name, f"{target.name}-wal", f"{target.name}-shm", f"{target.name}-journal"):
        if (old := target.with_name(name)).exists():
            _move_aside(old, aside)
    beside.replace(target)
    for ending in ("-wal", "-shm"):
        target.with_name(f"{beside.name}{ending}").unlink(missing_ok=True)


def _put_postgres(dump: Path) -> None:
    """All or nothing: the old tables go and the new ones come in one transaction."""
    with tempfile.TemporaryFile(dir=settings.DATA) as script:
        script.write(b"DROP SCHEMA public CASCADE;\nCREATE SCHEMA public;\nSET statement_timeout = 0;\n")
        script.flush()
        postgres.run("pg_restore", "--no-owner", "--no-privileges", "--file=-", str(dump), to=script)
        script.seek(0)
        postgres.run(
            "psql", "--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1", "--output=/dev/null",
            *postgres.where(), f"--dbname={postgres.name()}", from_=script,
        )  # fmt: skip


def _media_beside(folder: Path) -> Path:
    """The uploads, complete, on the disk where they belong, under another name."""
    beside = Path(settings.MEDIA_ROOT).with_name(f"{Path(settings.MEDIA_ROOT).name}.restoring")
    if beside.exists():
        raise CannotRestore(f"{beside} is left over from a restore that broke off. Delete it first.")
    beside.mkdir(mode=0o750, parents=True)
    for name, path in files_in(folder / "media"):
        copy_file(path, beside / name)
        (beside / name).chmod(settings.FILE_UPLOAD_PERMISSIONS)
    return beside


def _swap_media(beside: Path, aside: Path) -> None:
    media = Path(settings.MEDIA_ROOT)
    if media.exists():
        if is_empty(media):
            for top, folders, _names in os.walk(media, topdown=False):
                for name in folders:
                    Path(top, name).rmdir()
            media.rmdir()
        else:
            _move_aside(media, aside)
    beside.rename(media)


def _put_key(folder: Path, say: Say) -> None:
    if not (folder / KEY).exists():
        say("The backup has no key: SECRET_KEY has to be the one of then.")
        return
    target = Path(settings.DATA) / KEY
    copy_file(folder / KEY, target)
    target.chmod(0o600)
    if target.read_text().strip() != settings.SECRET_KEY:
        say("The key is in place; SECRET_KEY in the environment, if set, goes before it.")


def _erasures_known(folder: Path, wishes: Wishes) -> list[tombstones.Tombstone]:
    """From the list of this house, the one beside the backups, and the one that was named."""
    lists = [tombstones.own_list(), folder.parent / tombstones.NAME]
    if wishes.erased is not None:
        if not wishes.erased.is_file():
            raise CannotRestore(f"There is no list of erasures at {wishes.erased}.")
        lists.append(wishes.erased)
    return [stone for path in lists for stone in tombstones.read_list(path)]


def _erase_again(stones: Iterable[tombstones.Tombstone], say: Say) -> None:
    """Whoever was erased after the backup: the same road as then, texts included where they went."""
    again = tombstones.to_erase_again(stones)
    for person, stone in again:
        # Only who needs the house itself calls for it: it would be one person more than there were.
        erasure = have_erased_again(person, by=User.objects.system(), texts_too=stone.texts_too)
        erase_person.call(erasure=erasure.pk)
    tombstones.write_list(tombstones.own_list(), stones)
    say(f"{len(again)} people who were erased after the backup are erased again.")
