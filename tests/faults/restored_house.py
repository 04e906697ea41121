"""R14: a backup is made while people post, read through, and brought back into an empty house, on both engines."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import time
import urllib.request
from contextlib import closing
from pathlib import Path
from threading import Event, Thread

from tests.e2e.house import PASSWORD, Hand, Product
from tests.platform.postgres_server import postgres_server

from .registry import Report, fault
from .visitor import Visitor

# Ended by the restore, written by it, or made anew.
OTHERWISE = ("django_session", "usersessions", "search_", "sqlite_", "django_tasks", "jobs_", "django_migrations")


@fault(
    "R14",
    "The house is lost and comes back from its backup",
    passes="made under load, the backup is whole; restored into an empty house, every table and upload is as it was, "
    "what was acknowledged before is there, people sign in; within 10 minutes. SQLite and PostgreSQL",
    short=False,
)
def run(report: Report) -> None:
    entries = report.size("entries", short=300, long=3000)
    sqlite, restored = report.folder / "sqlite", report.folder / "sqlite-restored"
    _drill(report, "SQLite", entries, Product(_made(sqlite)), Product(_made(restored)))
    with postgres_server() as server:
        _sql(server.url, "CREATE DATABASE before")
        _sql(server.url, "CREATE DATABASE after")
        base = server.url.rpartition("/")[0]
        old, new = report.folder / "postgres", report.folder / "postgres-restored"
        _drill(
            report,
            "PostgreSQL",
            entries,
            Product(_made(old), DATABASE_URL=f"{base}/before"),
            Product(_made(new), DATABASE_URL=f"{base}/after"),
        )


def _drill(report: Report, engine: str, entries: int, house: Product, place: Product) -> None:
    if "DATABASE_URL" in house.environment:
        house.manage("migrate", "--noinput", "--verbosity", "0")
        house.manage("collectstatic", "--noinput", "--verbosity", "0")
    else:
        house.prepare()
    sizes = ["--people=60", "--customers=15", "--spaces=6", "--events=10", f"--entries={entries}"]
    house.manage("synthesize", *sizes, "--no-index")
    backups = report.folder / f"backups-{engine}"
    hand = Hand(house)
    try:
        hand("move_in")
        token = hand("token", handle="ada")
        _upload(house.data)
        house.start()
        poster = Poster(house.address, token)
        poster.start()
        poster.wait_for(20)
        before = list(poster.acknowledged)
        begun = time.monotonic()
        house.manage("backup", str(backups))
        report.figure(f"{engine}: backup under load", time.monotonic() - begun, "s")
        report.figure(f"{engine}: posts acknowledged meanwhile", len(poster.acknowledged) - len(before))
        poster.end()
    finally:
        if house.process is not None:
            house.stop()
        hand.close()
    (made,) = backups.glob("portico-*")
    begun = time.monotonic()
    house.manage("verify_backup", str(made))
    report.figure(f"{engine}: reading the backup through", time.monotonic() - begun, "s")

    begun = time.monotonic()
    place.manage("restore", str(made))
    report.timing(f"{engine}: restore with the index", time.monotonic() - begun, 600)
    facts = json.loads((made / "backup.json").read_text())
    rows = _count(place, list(facts["rows"]))
    same = {name: count for name, count in facts["rows"].items() if not name.startswith(OTHERWISE)}
    different = {name: (count, rows[name]) for name, count in same.items() if rows[name] != count}
    report.figure(f"{engine}: rows compared", sum(same.values()))
    report.must(f"{engine}: tables that differ", str(different), "{}")
    assert (place.data / "media/r14/upload.bin").read_bytes() == (house.data / "media/r14/upload.bin").read_bytes()
    place.manage("collectstatic", "--noinput", "--verbosity", "0")
    place.start()
    try:
        ada = Visitor(place.address)
        assert ada.sign_in("ada@example.com", PASSWORD), "nobody can sign in"
        lost = [pk for pk in before if ada.get(f"/posts/{pk}/")[0] != 200]
        report.must(f"{engine}: acknowledged posts that are lost", len(lost), 0)
        status, _page = ada.get("/")
        report.must(f"{engine}: the first page", status, 200)
    finally:
        place.stop()


class Poster(Thread):
    """Posts over the API as fast as it is let, and remembers what was acknowledged."""

    def __init__(self, address: str, token: str) -> None:
        super().__init__(daemon=True)
        self.address, self.token = address, token
        self.acknowledged: list[int] = []
        self.enough, self.moved = Event(), Event()

    def run(self) -> None:
        number = 0
        while not self.enough.wait(1.1):  # the API takes sixty a minute
            number += 1
            request = urllib.request.Request(
                f"{self.address}/api/v1/posts",
                json.dumps({"body": f"Under load {number}", "audience": "org"}).encode(),
                {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json"},
            )
            try:
                with urllib.request.urlopen(request, timeout=60) as answer:
                    self.acknowledged.append(json.load(answer)["id"])
                    self.moved.set()
            except OSError:
                continue

    def wait_for(self, how_many: int, seconds: float = 300) -> None:
        until = time.monotonic() + seconds
        while len(self.acknowledged) < how_many:
            assert time.monotonic() < until, f"{len(self.acknowledged)} posts in {seconds} s"
            self.moved.wait(1)
            self.moved.clear()

    def end(self) -> None:
        self.enough.set()
        self.join(60)


def _made(folder: Path) -> Path:
    folder.mkdir()
    return folder


def _upload(data: Path) -> None:
    target = data / "media/r14/upload.bin"
    target.parent.mkdir(parents=True)
    target.write_bytes(os.urandom(3 * 2**20))


def _sql(url: str, statement: str) -> str:
    done = subprocess.run(["psql", url, "-Atc", statement], capture_output=True, text=True, check=True)
    return done.stdout.strip()


def _count(place: Product, tables: list[str]) -> dict[str, int]:
    if url := place.environment.get("DATABASE_URL"):
        return {name: int(_sql(url, f'SELECT count(*) FROM "{name}"')) for name in tables}
    with closing(sqlite3.connect(place.data / "portico.sqlite3")) as database:
        return {name: database.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in tables}
