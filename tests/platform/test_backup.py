"""Backups: whole, private, taken while people write, and of use afterwards."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import stat
import subprocess
import sys
from pathlib import Path
from threading import Event

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.utils import timezone

from intranet.accounts.models import Company
from intranet.core.backup import back_up
from tests.platform.postgres_server import postgres_server
from tests.platform.threads import together

ROOT = Path(__file__).parents[2]

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def house(settings, tmp_path):
    """A data folder with an upload and a key in it."""
    settings.DATA = tmp_path / "data"
    settings.MEDIA_ROOT = settings.DATA / "media"
    (settings.MEDIA_ROOT / "avatars").mkdir(parents=True)
    (settings.MEDIA_ROOT / "avatars" / "ada.webp").write_bytes(b"a face")
    (settings.DATA / "secret_key").write_text("the key")
    return settings.DATA


def test_a_restored_backup_is_the_house_as_it_was(house, tmp_path):
    Company.objects.create(name="Acme")
    made = back_up(tmp_path / "backups", now=timezone.now())
    Company.objects.create(name="After the backup")

    # As docs/operations.md says.
    restored = tmp_path / "restored"
    restored.mkdir()
    shutil.copy(made / "database.sqlite3", restored / "portico.sqlite3")
    shutil.copytree(made / "media", restored / "media")
    shutil.copy(made / "secret_key", restored)
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    names = subprocess.run(
        [
            sys.executable,
            "manage.py",
            "shell",
            "--no-imports",
            "-c",
            "from intranet.accounts.models import Company\nprint([each.name for each in Company.objects.all()])",
        ],
        cwd=ROOT,
        env={**environment, "PORTICO_MODE": "test", "PORTICO_DATA": str(restored)},
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert names.strip() == "['Acme']"
    assert (restored / "media/avatars/ada.webp").read_bytes() == b"a face"
    assert (restored / "secret_key").read_text() == "the key"


def test_a_backup_taken_while_people_write_is_of_one_moment(house, tmp_path):
    enough = Event()
    Company.objects.create(name="left 0")
    Company.objects.create(name="right 0")

    def write_pairs() -> None:
        number = 0
        while not enough.is_set() or number < 50:
            number += 1
            with transaction.atomic():
                Company.objects.create(name=f"left {number}")
                Company.objects.create(name=f"right {number}")

    def back_up_meanwhile() -> list[Path]:
        try:
            return [back_up(tmp_path / str(number), now=timezone.now()) for number in range(5)]
        finally:
            enough.set()

    _nothing, made = together(write_pairs, back_up_meanwhile)
    for folder in made:
        copy = sqlite3.connect(folder / "database.sqlite3")
        counts = copy.execute("SELECT sum(name LIKE 'left%'), sum(name LIKE 'right%') FROM accounts_company").fetchone()
        assert counts[0] == counts[1] > 0
        assert copy.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        copy.close()
        assert sorted(path.name for path in folder.iterdir()) == [
            "backup.json",
            "database.sqlite3",
            "media",
            "secret_key",
        ]


def test_nobody_else_on_the_machine_reads_it(house, tmp_path):
    made = back_up(tmp_path / "backups", now=timezone.now())
    assert stat.S_IMODE(made.stat().st_mode) == 0o700
    assert stat.S_IMODE((made / "database.sqlite3").stat().st_mode) == 0o600


def test_the_command_says_where_it_is(house, tmp_path, capsys):
    call_command("backup", str(tmp_path / "backups"))
    (made,) = (tmp_path / "backups").iterdir()
    assert str(made) in capsys.readouterr().out
    facts = json.loads((made / "backup.json").read_text())
    assert (facts["database"], facts["files"], facts["key"]) == ("database.sqlite3", 1, True)


def test_a_backup_that_cannot_be_finished_does_not_look_like_one(house, tmp_path, monkeypatch):
    def full(*args, **kwargs):
        raise OSError("No space left on device.")

    monkeypatch.setattr("intranet.core.backup.shutil.copytree", full)
    with pytest.raises(CommandError, match="No space left on device"):
        call_command("backup", str(tmp_path / "backups"))
    (left,) = (tmp_path / "backups").iterdir()
    assert left.name.endswith(".unfinished")


def test_a_damaged_database_is_not_passed_off_as_a_backup(house, tmp_path, monkeypatch):
    broken = tmp_path / "broken.sqlite3"
    with sqlite3.connect(broken) as database:
        database.execute("CREATE TABLE words (word TEXT)")
        database.executemany("INSERT INTO words VALUES (?)", [("w" * 500,)] * 200)
    database.close()
    pages = bytearray(broken.read_bytes())
    pages[4096 * 3 : 4096 * 5] = b"\xff" * 8192
    broken.write_bytes(pages)
    monkeypatch.setitem(connection.settings_dict, "NAME", str(broken))
    with pytest.raises(CommandError, match="damaged"):
        call_command("backup", str(tmp_path / "backups"))


@pytest.mark.postgres
def test_postgresql_is_dumped_and_comes_back(tmp_path):
    with postgres_server() as server:
        made, back = tmp_path / "backups", f"{server.url}_restored"
        manage = [sys.executable, "manage.py"]
        environment = {**os.environ, "PORTICO_MODE": "test", "PORTICO_DATA": str(tmp_path), "DATABASE_URL": server.url}

        def run(*command: str) -> None:
            done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
            assert done.returncode == 0, done.stderr

        run("psql", server.url, "-c", "CREATE TABLE words AS SELECT 'kept' AS word")
        run(*manage, "backup", str(made))
        (folder,) = made.iterdir()
        run("createdb", "--maintenance-db", server.url, "postgres_restored")
        run("pg_restore", "--no-owner", f"--dbname={back}", str(folder / "database.dump"))
        words = subprocess.run(
            ["psql", back, "-Atc", "SELECT word FROM words"], capture_output=True, text=True, check=True
        )
        assert words.stdout == "kept\n"
