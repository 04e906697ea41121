"""Backups: whole, private, taken while people write, and of use afterwards."""

from __future__ import annotations

import json
import sqlite3
import stat
import subprocess
from pathlib import Path
from threading import Event

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.utils import timezone

from intranet.accounts.models import Company
from intranet.keeping.backup import back_up
from intranet.keeping.verifying import NoBackup, verify
from tests.platform.threads import together

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


@pytest.mark.embedded
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
            "files.sha256",
            "media",
            "secret_key",
        ]


@pytest.mark.embedded
def test_nobody_else_on_the_machine_reads_it(house, tmp_path):
    made = back_up(tmp_path / "backups", now=timezone.now())
    assert stat.S_IMODE(made.stat().st_mode) == 0o700
    assert stat.S_IMODE((made / "database.sqlite3").stat().st_mode) == 0o600


@pytest.mark.embedded
def test_the_command_says_where_it_is(house, tmp_path, capsys):
    call_command("backup", str(tmp_path / "backups"))
    (made,) = (tmp_path / "backups").glob("portico-*")
    assert str(made) in capsys.readouterr().out
    facts = json.loads((made / "backup.json").read_text())
    assert (facts["database"], facts["files"], facts["key"]) == ("database.sqlite3", 1, True)


def test_a_backup_that_cannot_be_finished_does_not_look_like_one(house, tmp_path, monkeypatch):
    def full(*args, **kwargs):
        raise OSError("No space left on device.")

    monkeypatch.setattr("intranet.keeping.backup.copy_file", full)
    with pytest.raises(CommandError, match="No space left on device"):
        call_command("backup", str(tmp_path / "backups"))
    (left,) = (tmp_path / "backups").iterdir()
    assert left.name.endswith(".unfinished")


@pytest.mark.embedded
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


# --- Whether it is whole ---------------------------------------------------------------------------------------------


@pytest.fixture
def made(house, tmp_path):
    Company.objects.create(name="Acme")
    return back_up(tmp_path / "backups", now=timezone.now())


def test_a_whole_backup_is_found_whole(made, capsys):
    verdict = verify(made)
    assert (verdict.wrong, verdict.files) == ([], 3)
    assert verdict.facts["rows"]["accounts_company"] == 1
    call_command("verify_backup", str(made))
    assert "Whole: 3 files" in capsys.readouterr().out


def test_others_can_check_it_without_us(made):
    done = subprocess.run(["sha256sum", "--check", "--quiet", "files.sha256"], cwd=made, check=False)
    assert done.returncode == 0


def _a_byte(made: Path) -> None:
    (database,) = made.glob("database.*")
    with database.open("r+b") as file:
        file.seek(5000)
        file.write(b"?")


def _an_upload_less(made: Path) -> None:
    (made / "media/avatars/ada.webp").unlink()


def _an_upload_more(made: Path) -> None:
    (made / "media/evil.webp").write_bytes(b"x")


def _another_list(made: Path) -> None:
    (made / "files.sha256").write_text("")


def _another_count(made: Path) -> None:
    facts = json.loads((made / "backup.json").read_text())
    facts["rows"]["accounts_company"] = 2
    (made / "backup.json").write_text(json.dumps(facts))


@pytest.mark.parametrize("harm", [_a_byte, _an_upload_less, _an_upload_more, _another_list, _another_count])
def test_whatever_is_wrong_with_it_is_found(made, harm):
    harm(made)
    assert verify(made).wrong
    with pytest.raises(CommandError, match="not whole"):
        call_command("verify_backup", str(made))


def test_what_is_no_backup_or_of_a_newer_release_is_said(made, tmp_path):
    with pytest.raises(NoBackup, match="no backup"):
        verify(tmp_path)
    facts = json.loads((made / "backup.json").read_text())
    (made / "backup.json").write_text(json.dumps({**facts, "migrations": [*facts["migrations"], "wiki.9999_later"]}))
    with pytest.raises(NoBackup, match="9999_later"):
        verify(made)
    (made / "backup.json").write_text(json.dumps({**facts, "format": 99}))
    with pytest.raises(NoBackup, match="newer release"):
        verify(made)


def test_no_secret_is_in_the_facts(made, settings):
    facts = (made / "backup.json").read_text()
    assert settings.SECRET_KEY not in facts
    assert "SECRET_KEY" in json.loads(facts)["secrets_set"]
