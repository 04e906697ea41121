"""The queue on PostgreSQL: many who write to it, and a server that is killed under the workers. What else holds of it
is tried there by the second run of the suite (tests/scaled/suite.py)."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.platform.postgres_server import PostgresServer, postgres_server

HERE = Path(__file__).parent
ROOT = HERE.parents[1]

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


def test_many_who_write_at_once_are_all_heard(server):
    run(server, "-m", "pytest", "-q", str(HERE / "many_writers.py"))


def test_no_job_is_lost_or_done_by_two_when_the_database_is_killed(server, tmp_path):
    run(server, str(HERE / "outage.py"), str(server.folder), str(server.port))
