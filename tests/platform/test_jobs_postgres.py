"""The queue on PostgreSQL: all that holds on SQLite, and a server that is killed under the workers."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.platform.postgres_server import PostgresServer, postgres_server

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
STORIES = [
    "many_writers.py",
    "test_jobs_once.py",
    "test_jobs_retries.py",
    "test_jobs_schedule.py",
    "test_jobs_workers.py",
]

pytestmark = pytest.mark.postgres


@pytest.fixture(scope="module")
def server():
    with postgres_server() as running:
        yield running


def run(server: PostgresServer, *arguments: str, **environment: str) -> None:
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env={**os.environ, "DATABASE_URL": server.url, "PORTICO_MODE": "test", **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-5000:] + done.stderr[-5000:]


def test_what_holds_on_sqlite_holds_here(server):
    run(server, "-m", "pytest", "-q", *(str(HERE / name) for name in STORIES))


def test_no_job_is_lost_or_done_by_two_when_the_database_is_killed(server, tmp_path):
    run(server, str(HERE / "outage.py"), str(server.folder), str(server.port))
