"""The suite on PostgreSQL and Redis: ``python -m tests.scaled.suite``, with pytest's own words behind it.

Left out is what would run twice for nothing: tests that start servers of their own (marked postgres, redis, scaled and
browser) and those of the web server, the faults and the benchmarks, whose products have an SQLite of their own. Of the
two sweeps over all addresses and all people every fifth case runs (``sampling.py``): the queries are the same in each.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.platform.postgres_server import postgres_server
from tests.platform.redis_server import redis_server

ROOT = Path(__file__).resolve().parents[2]
OWN_SERVERS = "not browser and not postgres and not redis and not scaled"
NO_DATABASE = ["tests/platform/serving", "tests/faults", "tests/bench", "tests/scaled"]
OF_THE_WORLD = ("DATABASE_URL", "REDIS_URL", "SEARCH_URL", "PORTICO_DATA")


def main(*words: str) -> int:
    with tempfile.TemporaryDirectory() as folder, postgres_server() as postgres, redis_server(Path(folder)) as redis:
        names = {name: value for name, value in os.environ.items() if name not in OF_THE_WORLD}
        names |= {"PORTICO_TESTS_DATABASE_URL": postgres.url, "PORTICO_TESTS_REDIS_URL": redis.url}
        command = [sys.executable, "-m", "pytest", "-p", "tests.scaled.sampling", "-m", OWN_SERVERS]
        command += [f"--ignore={folder}" for folder in NO_DATABASE]
        return subprocess.run([*command, *words], cwd=ROOT, env=names, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(*(sys.argv[1:] or ["-n", "2", "--dist", "loadfile"])))
