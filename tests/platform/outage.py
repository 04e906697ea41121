"""Run by test_jobs_postgres.py, in a process of its own because the settings name the database:
workers do a few hundred jobs while their PostgreSQL is killed and started again."""

from __future__ import annotations

import os
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))
os.environ["DJANGO_SETTINGS_MODULE"] = os.environ.get("DJANGO_SETTINGS_MODULE", "tests.settings")

import django  # noqa: E402

django.setup()

from django.apps import apps  # noqa: E402
from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django_tasks_db.models import DBTaskResult  # noqa: E402

from intranet.jobs.workers import Workers  # noqa: E402
from tests.platform import chores  # noqa: E402
from tests.platform.postgres_server import PostgresServer  # noqa: E402

JOBS = 300


def main(server: PostgresServer) -> None:
    settings.MIGRATION_MODULES = {app.label: None for app in apps.get_app_configs()}
    call_command("migrate", run_syncdb=True, verbosity=0)
    for number in range(JOBS):
        chores.say.enqueue(word=str(number))
        if number == JOBS // 2:
            chores.wait_for_leave.enqueue()  # runs while the server dies, ends while it is away
    workers = Workers(4, poll_seconds=0.05)
    workers.start()
    assert chores.started.wait(60)
    server.kill()
    chores.may_end.set()
    server.start()
    chores.may_end.clear()
    chores.started.clear()
    connection.close()  # this thread's own broke as well
    chores.wait_for_leave.enqueue()
    assert chores.started.wait(60), "the workers are back"
    chores.may_end.set()
    workers.stop()
    assert workers.join(60)
    left = dict.fromkeys(DBTaskResult.objects.values_list("status", flat=True))
    assert list(left) == ["SUCCESSFUL"], left
    words = [word for word in chores.said if word != "ended"]
    assert sorted(set(words), key=int) == [str(number) for number in range(JOBS)]
    assert len(words) == JOBS, "done twice"


if __name__ == "__main__":
    main(PostgresServer(Path(sys.argv[1]), int(sys.argv[2])))
