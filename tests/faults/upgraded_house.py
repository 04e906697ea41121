"""R15: a house of the release before, full of data, becomes one of this release; for a moment both work on it.

The release before is the commit in ``upgrade_from``, as a worktree of its own with the libraries of now. A clone
without its history does not have that commit, and says so.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.platform.postgres_server import postgres_server

from .registry import ROOT, Report, fault

COMMIT = Path(__file__).with_name("upgrade_from")
COUNT = """
import json, django
django.setup()
from django.db import connection
with connection.cursor() as cursor:
    found = {}
    for name in connection.introspection.table_names(cursor):
        cursor.execute(f'SELECT count(*) FROM "{name}"')
        found[name] = cursor.fetchone()[0]
print(json.dumps(found))
"""
UPGRADE = """
import json, time, django
django.setup()
from django.core.management import call_command
from django.db import connection
from django.db.migrations.exceptions import IrreversibleError
from django.db.migrations.executor import MigrationExecutor
took, begun = {}, {}
def heard(step, migration=None, fake=False):
    if migration is not None and step.endswith("_start"):
        begun[str(migration)] = time.monotonic()
    elif migration is not None:
        took[str(migration)] = round(time.monotonic() - begun[str(migration)], 2)
executor = MigrationExecutor(connection, heard)
last = executor.migration_plan(executor.loader.graph.leaf_nodes())
executor.migrate(executor.loader.graph.leaf_nodes())
call_command("migrate", verbosity=0)
connection.check_constraints()
call_command("check")
executor = MigrationExecutor(connection)
if last:
    target = last[-1][0]
else:
    target = executor.loader.get_migration("core", executor.loader.graph.leaf_nodes("core")[0][1])
before = [parent for parent in target.dependencies if parent[0] == target.app_label]
back = "irreversible"
if before:
    try:
        executor.migrate(before)
        back = "went back and came again"
        executor = MigrationExecutor(connection)
        executor.migrate(executor.loader.graph.leaf_nodes())
    except IrreversibleError:
        pass
print(json.dumps({"took": took, "last": str(target), "back": back}))
"""
# What the processes of the release before do while those of this one come up.
OLD_CODE = """
import json, django
django.setup()
from django.test import Client
from feeds.actions import publish_post
from feeds.models import Post
from intranet.accounts.models import User
person = User.objects.filter(is_active=True, kind="staff", is_system=False).order_by("pk").first()
post = publish_post(by=person, body="Written by the release before", audience="org")
post.refresh_from_db()
browser = Client()
browser.force_login(person)
print(json.dumps({page: browser.get(page).status_code for page in ("/", "/people/", "/spaces/", f"/posts/{post.pk}/")}))
"""


@fault(
    "R15",
    "The release before is upgraded, with both at work for a moment",
    passes="each migration under 60 s, no row lost, checks and keys hold, the last migration goes back, the release "
    "before still reads and writes. SQLite and PostgreSQL",
    short=False,
)
def run(report: Report) -> None:
    entries = report.size("entries", short=300, long=3000)
    commit = COMMIT.read_text().split()[0]
    known = subprocess.run(
        ["git", "cat-file", "-e", f"{commit}^{{commit}}"], cwd=ROOT, capture_output=True, check=False
    )
    if known.returncode:
        report.pass_over(f"this clone does not have the commit {commit[:10]}: git fetch --unshallow")
    with _release_before(report.folder / "before", commit) as before:
        _drill(report, "SQLite", before, entries, _environment(report.folder / "sqlite"))
        with postgres_server() as server:
            _drill(
                report, "PostgreSQL", before, entries,
                _environment(report.folder / "postgres") | {"DATABASE_URL": server.url},
            )  # fmt: skip


def _drill(report: Report, engine: str, before: Path, entries: int, environment: dict[str, str]) -> None:
    sizes = ["--people=60", "--customers=15", "--spaces=6", "--events=10", f"--entries={entries}"]
    _run(before, environment, "manage.py", "migrate", "--noinput", "--verbosity=0")
    _run(before, environment, "manage.py", "synthesize", *sizes, "--no-index")
    rows = _told(before, environment, COUNT)
    upgraded = _told(ROOT, environment, UPGRADE)
    now = _told(ROOT, environment, COUNT)
    took = upgraded["took"]
    report.figure(f"{engine}: migrations", len(took))
    report.figure(f"{engine}: rows before", sum(rows.values()))
    slowest = max(took.items(), key=lambda pair: pair[1], default=("none", 0.0))
    report.figure(f"{engine}: slowest migration", slowest[0])
    report.timing(f"{engine}: the slowest took", slowest[1], 60)
    fewer = {name: (count, now.get(name)) for name, count in rows.items() if count > now.get(name, -1)}
    report.must(f"{engine}: tables with fewer rows", str(fewer), "{}")
    report.figure(f"{engine}: {upgraded['last']}", upgraded["back"])
    answers = _told(before, environment, OLD_CODE)
    report.must(f"{engine}: the release before on the new database", str(set(answers.values())), "{200}")


def _environment(data: Path) -> dict[str, str]:
    data.mkdir()
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(("PORTICO_", "DATABASE_"))}
    return inherited | {
        "PORTICO_MODE": "test",
        "PORTICO_DATA": str(data),
        "DJANGO_SETTINGS_MODULE": "intranet.settings",
    }


@contextmanager
def _release_before(folder: Path, commit: str) -> Iterator[Path]:
    subprocess.run(["git", "worktree", "add", "--quiet", "--detach", str(folder), commit], cwd=ROOT, check=True)
    try:
        yield folder
    finally:
        subprocess.run(["git", "worktree", "remove", "--force", str(folder)], cwd=ROOT, check=True)


def _run(where: Path, environment: dict[str, str], *command: str) -> str:
    done = subprocess.run(
        [sys.executable, *command], cwd=where, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr[-2500:]
    return done.stdout


def _told(where: Path, environment: dict[str, str], program: str) -> dict[str, Any]:
    """The last line of what it prints, which is JSON."""
    return dict(json.loads(_run(where, environment, "-c", program).splitlines()[-1]))
