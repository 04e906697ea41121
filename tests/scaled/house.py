"""The scaled set-up for tests: free ports, a folder of its own, an empty database and whom a test asks for.

with scaled_house(tmp_path) as house:          # PostgreSQL, Redis, 2 + 2 + 1 processes, nginx
    ada = house_people(house, "Ada Bianchi")[0]
    house.pages[0].renew()                     # or .kill(), .stop(), .start() and .wait(); house.redis.kill() …
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tools.scaled.house import ROOT, Scaled, running


@dataclass(frozen=True)
class Person:
    name: str
    pk: int
    cookie: str
    token: str
    space: int


@contextmanager
def scaled_house(
    folder: Path, *, pages: int = 2, sockets: int = 2, workers: int = 1, static: bool = False, **names: str
) -> Iterator[Scaled]:
    """``names`` are settings for every process. ``static``: the files of pages are gathered, for browsers."""
    house = Scaled(folder / "house", pages=pages, sockets=sockets, workers=workers, quick=True)
    house.names.update(names)
    with running(house):
        _program(house, "tests.scaled.tables")
        if static:
            _run(house, house.manage("collectstatic", "--noinput", "--verbosity", "0"))
        house.start_processes()
        yield house


def house_people(house: Scaled, *names: str) -> list[Person]:
    """Staff with a session, a token that may write, and an open space whose owner is the first and which all are in."""
    return [Person(**person) for person in json.loads(_program(house, "tests.scaled.people", *names))]


def _program(house: Scaled, *words: str) -> str:
    return _run(house, [sys.executable, "-W", "ignore", "-m", *words])


def _run(house: Scaled, command: list[str]) -> str:
    names = {**house.names, "DJANGO_SETTINGS_MODULE": "intranet.settings"}
    done = subprocess.run(command, cwd=ROOT, env=names, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout
