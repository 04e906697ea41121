"""The process that writes the index is killed, again and again, in the middle of its work: nothing is lost."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
KILLS = 4

# A worker that says when it begins to write, and never stops by itself: every entry is marked as changed again.
WORKER = """
import django
django.setup()
from intranet.content.models import Entry
from intranet.search import indexing
from intranet.search.models import Pending
import sys
print("ready", flush=True)
while True:
    indexing.mark_changed(Entry.objects.values_list("pk", flat=True))
    print("writing", flush=True)
    if "rebuild" in sys.argv:
        indexing.rebuild_index.call()
    else:
        indexing.index_pending.call()
"""
PREPARE = """
import django
django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from tests.factories import a_person
from tests.platform.search_world import write_bulk
from intranet.search import indexing
ada = a_person("Ada Bianchi", handle="ada")
write_bulk([(f"Number {n}", f"kingfisher {n} budget riunioni", "org", None, n % 90) for n in range(300)], ada)
indexing.rebuild_index.call()
"""
CHECK = """
import django
django.setup()
from intranet.accounts.models import User
from intranet.content.models import Entry
from intranet.search import indexing
from intranet.search.engine import engines
from intranet.search.models import Pending
from intranet.search.queries import search
ada = User.objects.get(handle="ada")
found = search(ada, "kingfisher", limit=1)
assert not found.degraded, "the index could not be read after the kill"
assert found.total == 300, found.total
Entry.objects.filter(title="Number 7").update(body_text="plover")
indexing.mark_changed([Entry.objects.get(title="Number 7").pk])
indexing.index_pending.call()
assert not Pending.objects.exists()
assert search(ada, "plover").total == 1
assert search(ada, "kingfisher", limit=1).total == 299
assert all(one.is_sound() for one in engines())
assert sum(one.document_count() for one in engines()) == 300
Entry.objects.filter(title="Number 7").update(body_text="kingfisher")
"""


@pytest.fixture
def run(tmp_path):
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")},
        "PORTICO_DATA": str(tmp_path),
        "PORTICO_MODE": "test",
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "DATABASE_URL": f"sqlite:///{tmp_path / 'kill.sqlite3'}",
    }

    def start(code: str, *arguments: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "-c", code, *arguments],
            cwd=ROOT,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    return start


def finish(process: subprocess.Popen[str]) -> None:
    _out, errors = process.communicate(timeout=300)
    assert process.returncode == 0, errors[-3000:]


def test_an_indexer_that_is_killed_in_the_middle_loses_nothing(run):
    finish(run(PREPARE))
    lot = random.Random(11)
    for kill in range(KILLS):
        worker = run(WORKER, "rebuild" if kill % 2 else "write")
        assert worker.stdout is not None
        while worker.stdout.readline() != "writing\n":
            assert worker.poll() is None, worker.communicate()[1][-3000:]
        try:  # a little later each time: somewhere in the middle
            worker.wait(timeout=lot.uniform(0.02, 0.7))
        except subprocess.TimeoutExpired:
            worker.send_signal(signal.SIGKILL)
        worker.communicate()
    finish(run(CHECK))
