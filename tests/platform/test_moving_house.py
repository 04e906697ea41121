"""The whole house in one file, and out of it again: row for row, page for page, all of it or nothing."""

from __future__ import annotations

import json
import shutil
import zipfile
from pathlib import Path
from uuid import uuid4

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.test import Client

from feeds.actions import publish_post
from intranet.accounts.models import Company, User
from intranet.content.models import Entry
from intranet.conversation.actions import add_comment, react
from intranet.core.moving_house import moving, staying, unspoken
from intranet.keeping import importing
from intranet.keeping.columns import own_columns
from tests.platform.as_migrated import say_all_migrations_have_run

pytestmark = pytest.mark.django_db(transaction=True)
PAGES = ("/", "/people/", "/search/?q=Ventilatore")


def test_every_table_says_whether_it_goes_along():
    """In the module ``house_tables.py`` of its app."""
    assert unspoken() == set()


def test_what_stays_behind_has_its_reason():
    assert all(staying().values())


@pytest.fixture
def house(settings, tmp_path, author, colleague, customer, admin, lab, porch, run_jobs):
    settings.DATA = tmp_path / "data"
    settings.MEDIA_ROOT = settings.DATA / "media"
    (settings.MEDIA_ROOT / "private").mkdir(parents=True)
    (settings.MEDIA_ROOT / "private" / "plan.pdf").write_bytes(bytes(range(256)) * 5000)
    inside = publish_post(by=author, space=lab, body="Ventilatore in the lab, à la carte")
    publish_post(by=author, body="Ventilatore for all", audience="org")
    street = publish_post(by=author, space=porch, body="Ventilatore on the porch")
    add_comment(street, by=customer, body="A question")
    react(inside, by=colleague, sort="bravi")
    Company.objects.create(name="Gone").delete()
    run_jobs()
    say_all_migrations_have_run(settings)
    return settings.DATA


def rows() -> dict[str, list[tuple]]:
    return {
        model._meta.label: list(
            model._base_manager.order_by("pk").values_list(*(column.attname for column in own_columns(model)))
        )
        for model in moving()
    }


def seen(people: list[User]) -> dict[str, object]:
    """What each may see, and what each page says."""
    found: dict[str, object] = {}
    for person in people:
        browser = Client()
        browser.force_login(person)
        found[person.handle] = sorted(Entry.objects.visible_to(person).values_list("pk", flat=True))
        for page in PAGES:
            text = browser.get(page).content.decode()
            found[f"{person.handle} {page}"] = [word in text for word in ("in the lab", "for all", "on the porch")]
    return found


def move_out() -> None:
    with transaction.atomic():
        importing._clear()
    shutil.rmtree(settings.MEDIA_ROOT)


@pytest.fixture
def file(house, tmp_path) -> Path:
    call_command("export_house", str(tmp_path / "house.zip"))
    return tmp_path / "house.zip"


def test_a_house_that_has_moved_is_the_house_it_was(file, house, author, colleague, customer, admin):
    people = [author, colleague, customer, admin]
    pages = seen(people)
    call_command("export_house", str(file.with_name("second.zip")))
    before = rows()
    move_out()
    call_command("import_house", str(file.with_name("second.zip")))
    assert rows() == before
    assert (house / "media/private/plan.pdf").read_bytes() == bytes(range(256)) * 5000
    assert seen(people) == pages
    last = max(row[0] for row in before["accounts.Company"])
    assert Company.objects.create(name="New").pk == last + 2, "the number of the company that is gone means nobody else"


def test_a_house_where_somebody_lives_takes_nobody_in(file):
    before = rows()
    with pytest.raises(CommandError, match="Somebody lives here"):
        call_command("import_house", str(file))
    assert rows() == before


def changed(file: Path, name: str, data: bytes | None) -> Path:
    """The same file with one member changed, or without it."""
    other = file.with_name(f"{uuid4()}.zip")
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(other, "w") as new:
        for info in old.infolist():
            if info.filename != name:
                new.writestr(info.filename, old.read(info))
        if data is not None:
            new.writestr(name, data)
    return other


def with_manifest(file: Path, **changes: object) -> Path:
    with zipfile.ZipFile(file) as archive:
        manifest = json.loads(archive.read("manifest.json"))
    return changed(file, "manifest.json", json.dumps({**manifest, **changes}).encode())


def test_what_is_damaged_or_of_a_newer_release_changes_nothing(file, house):
    move_out()
    before = rows()
    with zipfile.ZipFile(file) as archive:
        known = json.loads(archive.read("manifest.json"))["migrations"]
    broken = file.with_name("broken.zip")
    broken.write_bytes(file.read_bytes()[:-2000])
    for other, sentence in (
        (broken, "damaged"),
        (changed(file, "media/private/plan.pdf", b"other bytes"), "not what was written"),
        (changed(file, "tables/content.entry.jsonl", None), "is missing"),
        (changed(file, "media/../../evil", b"x"), "does not name"),
        (with_manifest(file, format=99), "newer release"),
        (with_manifest(file, migrations=[*known, "wiki.9999_later"]), "9999_later"),
        (with_manifest(file, migrations=known[1:]), "older release"),
    ):
        with pytest.raises(CommandError, match=sentence):
            call_command("import_house", str(other))
        assert rows() == before
        assert not list(house.glob("media*"))


def test_a_row_that_no_database_takes_takes_everything_back(file, house, monkeypatch):
    move_out()
    before = rows()
    real = importing._insert

    def fails_late(model, portion):
        real(model, portion)
        if model._meta.label == "spaces.Space":
            with connection.cursor() as cursor:
                cursor.execute("INSERT INTO nowhere VALUES (1)")

    monkeypatch.setattr(importing, "_insert", fails_late)
    with pytest.raises(CommandError, match="nothing was changed"):
        call_command("import_house", str(file))
    assert rows() == before
    assert not list(house.glob("media*"))


def test_nobody_else_reads_the_file_and_none_is_overwritten(file):
    assert file.stat().st_mode & 0o077 == 0
    with pytest.raises(CommandError, match="already there"):
        call_command("export_house", str(file))
