"""The suite on PostgreSQL and Redis: ``python -m tests.scaled.suite``, with pytest's own words behind it.

First the migrations are walked one by one on PostgreSQL, and have to leave nothing to migrate. Then the tests run. Left
out is what would run twice for nothing:

* tests that start servers of their own (marked postgres, redis, scaled and browser), and the files below whose products
  have an SQLite of their own whatever the environment says;
* what is about SQLite, Whoosh or the cache of one process (marked embedded): a broken index file, a clock that a test
  moves and Redis does not;
* what asks no database: the house's rules, documents, static files, deployment;
* four of five cases of the sweeps over all addresses and people (``sampling.py``): the queries are the same in each.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import psycopg

from tests.platform.postgres_server import PostgresServer, postgres_server
from tests.platform.redis_server import redis_server

ROOT = Path(__file__).resolve().parents[2]
OWN_SERVERS = "not browser and not postgres and not redis and not scaled and not embedded"
OWN_SQLITE = [
    "tests/platform/serving",
    "tests/faults",
    "tests/bench",
    "tests/scaled",
    "tests/platform/test_migrating.py",
    "tests/platform/test_live_servers.py",
    "tests/platform/test_search_whoosh.py",
    "tests/crm/test_documented.py",
]
NO_DATABASE = [
    "tests/architecture/test_docs.py",
    "tests/architecture/test_face.py",
    "tests/architecture/test_frontend.py",
    "tests/architecture/test_house_rules.py",
    "tests/architecture/test_static_files.py",
    "tests/platform/test_checks.py",
    "tests/platform/test_deploy.py",
    "tests/platform/test_face_files.py",
    "tests/platform/test_light_start.py",
]
OF_THE_WORLD = ("DATABASE_URL", "REDIS_URL", "SEARCH_URL", "PORTICO_DATA")


def main(*words: str) -> int:
    with tempfile.TemporaryDirectory() as folder, postgres_server() as postgres, redis_server(Path(folder)) as redis:
        names = {name: value for name, value in os.environ.items() if name not in OF_THE_WORLD}
        names |= {"PORTICO_TESTS_DATABASE_URL": postgres.url, "PORTICO_TESTS_REDIS_URL": redis.url}
        if not words and (
            walked := _walk_the_migrations(postgres, {**names, "PORTICO_DATA": folder, "PORTICO_MODE": "test"})
        ):
            return walked
        command = [sys.executable, "-m", "pytest", "-p", "tests.scaled.sampling", "-m", OWN_SERVERS]
        command += [f"--ignore={folder}" for folder in (*OWN_SQLITE, *NO_DATABASE)]
        words = words or ("-n", "2", "--dist", "loadfile")
        return subprocess.run([*command, *words], cwd=ROOT, env=names, check=False).returncode


def _walk_the_migrations(postgres: PostgresServer, names: dict[str, str]) -> int:
    """In a database of their own; what the command ended with, where that is not nought."""
    with psycopg.connect(postgres.url, autocommit=True) as connection:
        connection.execute("CREATE DATABASE walked")
    names["DATABASE_URL"] = postgres.url.rsplit("/", 1)[0] + "/walked"
    for words in (["--noinput", "--verbosity", "0", "--step-by-step"], ["--check"]):
        done = subprocess.run([sys.executable, "manage.py", "migrate", *words], cwd=ROOT, env=names, check=False)
        if done.returncode:
            return done.returncode
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
