"""R12: several processes write to one SQLite file as fast as they can, while another reads it for long."""

from __future__ import annotations

import contextlib
import json
import sqlite3
import subprocess
import sys
from collections.abc import Sequence
from typing import Any

from tests.e2e.house import ROOT, open_house

from .registry import Report, fault

# Posts as the product does, and says how long each took, how much of it was waiting for its turn, and what went wrong.
WRITER = """
import json, sys, time
import django
django.setup()
from django.db import connection
from feeds.actions import publish_post
from intranet.accounts.models import User
from intranet.spaces.models import Space
begin, waited = connection._start_transaction_under_autocommit, 0
def begin_and_tell():
    global waited
    asked = time.monotonic()
    try:
        begin()
    finally:
        waited += time.monotonic() - asked
connection._start_transaction_under_autocommit = begin_and_tell
slug, handle, count = sys.argv[1], sys.argv[2], int(sys.argv[3])
space, by = Space.objects.get(slug=slug), User.objects.get(handle=handle)
print("ready", flush=True)
sys.stdin.readline()
took, wrong = [], []
for number in range(count):
    begun, waited = time.monotonic(), 0
    try:
        publish_post(by=by, space=space, body=f"{handle} {number}")
    except Exception as problem:
        wrong.append(repr(problem))
    took.append([time.monotonic() - begun, waited])
print(json.dumps([took, wrong]), flush=True)
"""

AFTERWARDS = 20


@fault(
    "R12",
    "Several processes write to one SQLite file",
    passes="no “database is locked”; each write takes less than half a second beside the waiting of its turn (99 of "
    "100, long runs); the log is at most 128 MB once others have written after the long reading",
    short=False,
)
def run(report: Report) -> None:
    processes = report.size("processes", short=3, long=8)
    each = report.size("writes each", short=40, long=500)
    handles = ["ada", "ben", "cleo", "mara", "aldo", "zoe", "otto", "nora"]
    with open_house(report.folder, with_pages=False) as (product, hand):
        room = hand("room", name="Forge", members=handles)
        before = hand("account_of", space=room["slug"])
        database = product.data / "portico.sqlite3"
        settings = product.environment | {"DJANGO_SETTINGS_MODULE": "intranet.settings"}

        def writer(number: int, posts: int) -> subprocess.Popen[str]:
            return subprocess.Popen(
                [sys.executable, "-c", WRITER, room["slug"], handles[number % len(handles)], str(posts)],
                cwd=ROOT, env=settings, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
            )  # fmt: skip

        with contextlib.closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as reader:
            # A snapshot that is held open: what is written meanwhile cannot be taken out of the log.
            reader.execute("BEGIN")
            reader.execute("SELECT count(*) FROM content_entry").fetchone()
            answers = _written([writer(number, each) for number in range(processes)])
        answers += _written([writer(0, AFTERWARDS)])
        after = hand("account_of", space=room["slug"])
        took = sorted(second for times, _wrong in answers for second, _waited in times)
        alone = sorted(second - waited for times, _wrong in answers for second, waited in times)
        wrong = [what for _times, problems in answers for what in problems]
        report.figure("writes", len(took))
        assert not wrong, wrong[:3]
        report.must("writes that failed", len(wrong), 0)
        report.must("posts there", len(after["posts"]), processes * each + AFTERWARDS)
        report.must("streams with gaps", len(after["with_gaps"]), 0)
        assert after["head"] - before["head"] == processes * each + AFTERWARDS
        report.timing("a write beside its turn, 99 of 100", alone[int(len(alone) * 0.99)], 0.5)
        report.figure("a write with its turn, 99 of 100", took[int(len(took) * 0.99)], "s")
        log = database.with_name(database.name + "-wal")
        report.at_most("the log afterwards", (log.stat().st_size if log.exists() else 0) / 2**20, 128, "MB")


def _written(writers: Sequence[subprocess.Popen[str]]) -> list[Any]:
    """Let them all begin at once, and what each has to tell."""
    try:
        for one in writers:
            assert one.stdout is not None
            assert one.stdout.readline() == "ready\n"
        for one in writers:
            assert one.stdin is not None
            one.stdin.write("go\n")
            one.stdin.flush()
        return [json.loads(one.communicate(timeout=1800)[0]) for one in writers]
    finally:
        for one in writers:
            if one.poll() is None:
                one.kill()
                one.communicate()
