"""A backup becomes the house again, in a place of its own: another process with another data folder."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.utils import timezone

from feeds.actions import publish_post
from intranet.accounts import actions, tombstones
from intranet.accounts.models import User
from intranet.keeping.backup import back_up
from tests.platform.as_migrated import say_all_migrations_have_run

ROOT = Path(__file__).parents[2]
LOOK = """
import json, re, sys, django
django.setup()
from django.core.management import CommandError, call_command
try:
    call_command("restore", *json.loads(sys.argv[1]))
except CommandError as refused:
    print(json.dumps({"refused": str(refused)}))
    raise SystemExit
from django.contrib.sessions.models import Session
from django.test import Client
from feeds.models import Post
from intranet.accounts.models import User
browser = Client()
signed_in = browser.login(username="ada@example.com", password="%s")
browser.force_login(User.objects.get(handle="ada"))
print(json.dumps({
    "people": sorted(User.objects.filter(is_system=False).values_list("name", flat=True)),
    "posts": sorted(Post.objects.values_list("body", flat=True)),
    "sessions": Session.objects.count() - 1,
    "home": "Kept words" in browser.get("/").content.decode(),
    "found": "Kept words" in re.sub("<[^>]+>", "", browser.get("/search/?q=Kept").content.decode()),
}))
"""

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def house(settings, tmp_path, author, colleague, run_jobs, as_):
    settings.DATA = tmp_path / "data"
    settings.MEDIA_ROOT = settings.DATA / "media"
    settings.MEDIA_ROOT.mkdir(parents=True)
    (settings.MEDIA_ROOT / "face.webp").write_bytes(b"a face")
    publish_post(by=author, body="Kept words", audience="org")
    publish_post(by=colleague, body="Kanarienvogel", audience="org")
    as_(author).get("/")
    say_all_migrations_have_run(settings)
    return settings.DATA


def restored(into: Path, *arguments: object) -> dict:
    into.mkdir(exist_ok=True)
    from tests import factories

    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    environment |= {"PORTICO_MODE": "test", "PORTICO_DATA": str(into), "DJANGO_SETTINGS_MODULE": "intranet.settings"}
    done = subprocess.run(
        [sys.executable, "-c", LOOK % factories.PASSWORD, json.dumps([str(each) for each in arguments])],
        cwd=ROOT, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-3000:]
    return json.loads(done.stdout.splitlines()[-1])


@pytest.mark.embedded
def test_the_house_is_as_it_was_and_who_was_erased_since_stays_erased(
    house, tmp_path, author, colleague, admin, run_jobs
):
    made = back_up(tmp_path / "backups", now=timezone.now())
    publish_post(by=author, body="After the backup", audience="org")
    actions.ask_for_erasure(colleague, by=admin, reason="Letter", texts_too=True)
    with time_machine.travel(timezone.now() + timedelta(days=15), tick=False):
        run_jobs()
    assert User.objects.get(pk=colleague.pk).erased_at is not None
    # The next backup writes down who was erased, beside the older ones.
    with time_machine.travel(timezone.now() + timedelta(days=16), tick=False):
        back_up(tmp_path / "backups", now=timezone.now())

    place = tmp_path / "restored"
    found = restored(place, made)
    assert found["people"] == ["Ada Bianchi", "Aldo Greco", "Former user"]
    assert "Kept words" in found["posts"]
    assert not {"Kanarienvogel", "After the backup"} & set(found["posts"])
    assert (found["sessions"], found["home"], found["found"]) == (0, True, True)
    assert (place / "media/face.webp").read_bytes() == b"a face"
    assert not list(place.glob("*.restoring*"))
    assert tombstones.read_list(place / tombstones.NAME)

    again = restored(place, made)
    assert "Somebody lives here" in again["refused"]
    replaced = restored(place, made, "--replace", "--keep-sessions")
    assert replaced["people"] == found["people"]
    assert list(place.glob("replaced-*/media/face.webp"))


def test_a_backup_that_is_not_whole_changes_nothing(house, tmp_path):
    made = back_up(tmp_path / "backups", now=timezone.now())
    (made / "media/face.webp").write_bytes(b"another")
    place = tmp_path / "restored"
    found = restored(place, made)
    assert "not whole" in found["refused"]
    assert not (place / "media").exists()
