"""What pytest loads (pyproject.toml): the product's settings in test mode.

pytest-django reads the settings before any conftest runs, so the mode has to be chosen here.
"""

import os

os.environ.setdefault("PORTICO_MODE", "test")

# The second run, on PostgreSQL and Redis (tests/scaled/suite.py). They are for the tests alone: a product that a test
# starts has a database of its own, unless the test names one.
_told = {name: os.environ.get(f"PORTICO_TESTS_{name}") for name in ("DATABASE_URL", "REDIS_URL")}
_ours = {name: value for name, value in _told.items() if value and name not in os.environ}
if "REDIS_URL" in _ours:
    # Tests empty the cache, so each of pytest's workers has a database of Redis to itself.
    _worker = os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")
    _ours["REDIS_URL"] = f"{_ours['REDIS_URL'].rpartition('/')[0]}/{int(_worker) + 1}"
os.environ.update(_ours)

from intranet.settings import *  # noqa: E402, F403

for _name in _ours:
    del os.environ[_name]
