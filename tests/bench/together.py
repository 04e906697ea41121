"""Twenty people who type into one page, beside Hocuspocus in the same run; what an open document weighs; and a page
whose server is killed eight times while five people write in it.

Hocuspocus is as it comes from npm: it keeps documents in memory and tells a letter before it is stored anywhere. Ours
is stored first, by SQLite with its synchronous writes, and looked at in a process of its own, which is counted in.
"""

from __future__ import annotations

import json
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.e2e.house import open_house
from tests.faults.page_falls import come_through

from . import results
from .house import ROOT, House, build
from .processes import cpu_seconds, free_port, memory_mb, server
from .size import sized

TYPISTS, RATE, SECONDS = 20, 5, sized(15, 4)
ROUNDS = sized(3, 1)
DOCUMENTS, LETTERS = sized((100, 20_000), (10, 20_000))
SCRIPTS = ROOT / "tests" / "js"
_PAGES = """
from intranet.accounts.models import User
from intranet.spaces.models import Space
from tests.factories import a_space
from django.db.models import Count
from wiki.actions import create_page

people = list(User.objects.active().staff().annotate(n=Count("memberships")).order_by("-n", "pk")[:40])
space = a_space("Typists", owner=people[0], members=tuple(people[1:]), parts=["wiki"])
text = "A line of the length that lines have, and then another one of them.\\n" * 300
told["pages"] = [
    create_page(space, by=people[0], title=f"Page {n}", body=text[:LETTERS]).pk for n in range(DOCUMENTS + ROUNDS)
]
"""


@dataclass(frozen=True)
class Figures:
    p50: float
    p99: float
    most: float
    cpu: float
    agreed: bool


def run() -> dict[str, float]:
    pages = f"DOCUMENTS, LETTERS, ROUNDS = {DOCUMENTS}, {LETTERS}, {ROUNDS}\n{_PAGES}"
    house = build(400, name=f"together-{DOCUMENTS}", more=pages)
    print(
        f"\nWriting together: {TYPISTS} people, {RATE} letters a second each, {SECONDS} s; in turns, median of {ROUNDS}"
    )
    print(f"{'':<24}{'p50 ms':>9}{'p99 ms':>9}{'worst ms':>10}{'CPU s':>8}  all agree, who comes late too")
    rounds = [(_measure_stranger(), _measure(house, page)) for page in house.told["pages"][-ROUNDS:]]
    theirs, ours = _median([one for one, _ in rounds]), _median([one for _, one in rounds])
    _show("Hocuspocus", theirs)
    _show("Portico", ours)
    print(f"p99, Portico to Hocuspocus: {ours.p99 / theirs.p99:.2f}")
    weight = _weigh(house)
    print(f"An open document of {LETTERS:,} letters: {weight:.0f} kB, the worker's part included")
    results.keep(
        {
            "together.p99": ours.p99 / theirs.p99,
            "together.p99.ms": ours.p99,
            "together.agreed": sum(one.agreed for _, one in rounds) / len(rounds),
            "together.document": weight,
        },
        peers={"together.p99.ms": theirs.p99},
    )
    _fall()
    return {"p99, ms": ours.p99, "p99 of Hocuspocus, ms": theirs.p99, "kB a document": weight}


def _median(rounds: Sequence[Figures]) -> Figures:
    middle = sorted(rounds, key=lambda found: found.p99)[len(rounds) // 2]
    return Figures(middle.p50, middle.p99, middle.most, middle.cpu, all(found.agreed for found in rounds))


def _show(name: str, figures: Figures) -> None:
    said = "yes" if figures.agreed else "NO"
    print(
        f"{name:<24}{figures.p50:>9.1f}{figures.p99:>9.1f}{figures.most:>10.1f}{figures.cpu:>8.2f}  {said}", flush=True
    )


def _measure(house: House, page: int) -> Figures:
    with server("intranet.asgi:application", house.environment) as (pid, port):
        headers = [{"Cookie": cookie, "Origin": f"http://localhost:{port}"} for cookie in house.cookies[:TYPISTS]]
        return _type(pid, url=f"ws://127.0.0.1:{port}/ws/pages/{page}/", headers=headers)


def _measure_stranger() -> Figures:
    with _stranger() as (pid, port):
        return _type(pid, url=f"ws://127.0.0.1:{port}", room="page")


@contextmanager
def _stranger() -> Iterator[tuple[int, int]]:
    port = free_port()
    process = subprocess.Popen(["node", SCRIPTS / "stranger.mjs", str(port)])
    try:
        time.sleep(2)
        yield process.pid, port
    finally:
        process.terminate()
        process.wait(15)


def _type(pid: int, **details: Any) -> Figures:
    told = {"typists": TYPISTS, "rate": RATE, "seconds": SECONDS, **details}
    typists = subprocess.Popen(["node", SCRIPTS / "typists.mjs", json.dumps(told)], stdout=subprocess.PIPE, text=True)
    assert typists.stdout is not None
    with typists.stdout as lines:
        assert next(lines) == "begin\n"
        before = cpu_seconds(pid)
        assert next(lines) == "end\n"
        spent = cpu_seconds(pid) - before
        answer = json.loads(next(lines))
    typists.wait(15)
    agreed = answer["agreed"] and answer["late"] and answer["deliveries"] == answer["wanted"] and not answer["lost"]
    return Figures(answer["p50"], answer["p99"], answer["most"], spent, agreed)


def _weigh(house: House) -> float:
    """Kilobytes of all processes for each document that somebody has open, its socket included."""
    with server("intranet.asgi:application", house.environment) as (pid, port):
        headers = [{"Cookie": cookie, "Origin": f"http://localhost:{port}"} for cookie in house.cookies[:TYPISTS]]
        first, *others = house.told["pages"][:DOCUMENTS]
        told = {"url": f"ws://127.0.0.1:{port}/ws/pages/", "headers": headers}
        with _readers(told | {"pages": [first]}):
            empty = memory_mb(pid)
            with _readers(told | {"pages": others}):
                return (memory_mb(pid) - empty) * 1024 / len(others)


@contextmanager
def _readers(told: dict[str, Any]) -> Iterator[None]:
    readers = subprocess.Popen(
        ["node", SCRIPTS / "readers.mjs", json.dumps(told)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert readers.stdin is not None
    assert readers.stdout is not None
    try:
        assert readers.stdout.readline() == "all there\n"
        yield
    finally:
        readers.stdin.close()
        readers.wait(15)
        readers.stdout.close()


def _fall() -> None:
    begun = time.monotonic()
    people = ["ada", "ben", "cleo", "zoe", "otto"]
    with tempfile.TemporaryDirectory() as folder, open_house(Path(folder)) as (product, hand):
        account = come_through(product, hand, people, cut=60, kill_after=range(300, 2700, 300))
    assert not account.differing, account.differing
    print(
        f"{account.acts:,} changes by {len(people)} stock clients, {account.cuts} cut lines, {account.kills} kills: "
        f"nothing acknowledged is missing, all agree, in {time.monotonic() - begun:.0f} s"
    )
