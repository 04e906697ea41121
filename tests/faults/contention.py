"""R12: several processes write to one SQLite file as fast as they can, while another reads it for long."""

from __future__ import annotations

import contextlib
import json
import sqlite3
import subprocess
import sys

from tests.e2e.house import ROOT, open_house

from .registry import Report, fault

# Posts as the product does, and says how long each took and what went wrong.
WRITER = """
import json, sys, time
import django
django.setup()
from feeds.actions import publish_post
from intranet.accounts.models import User
from intranet.spaces.models import Space
slug, handle, count = sys.argv[1], sys.argv[2], int(sys.argv[3])
space, by = Space.objects.get(slug=slug), User.objects.get(handle=handle)
print("ready", flush=True)
sys.stdin.readline()
took, wrong = [], []
for number in range(count):
    begun = time.monotonic()
    try:
        publish_post(by=by, space=space, body=f"{handle} {number}")
    except Exception as problem:
        wrong.append(repr(problem))
    took.append(time.monotonic() - begun)
print(json.dumps([took, wrong]), flush=True)
"""


@fault(
    "R12",
    "Several processes write to one SQLite file",
    passes="no “database is locked”; each write takes less than half a second beside the waiting of its turn (99 of "
    "100, long runs); the log is at most 128 MB afterwards",
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
        writers = [
            subprocess.Popen(
                [sys.executable, "-c", WRITER, room["slug"], handles[number % len(handles)], str(each)],
                cwd=ROOT, env=settings, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
            )
            for number in range(processes)
        ]  # fmt: skip
        try:
            with contextlib.closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as reader:
                for one in writers:
                    assert one.stdout is not None
                    assert one.stdout.readline() == "ready\n"
                # A snapshot that is held open: what is written meanwhile cannot be taken out of the log.
                reader.execute("BEGIN")
                reader.execute("SELECT count(*) FROM content_entry").fetchone()
                for one in writers:
                    assert one.stdin is not None
                    one.stdin.write("go\n")
                    one.stdin.flush()
                answers = [json.loads(one.communicate(timeout=1800)[0]) for one in writers]
        finally:
            for one in writers:
                if one.poll() is None:
                    one.kill()
                    one.communicate()
        after = hand("account_of", space=room["slug"])
        took = sorted(second for times, _wrong in answers for second in times)
        wrong = [what for _times, problems in answers for what in problems]
        report.figure("writes", len(took))
        assert not wrong, wrong[:3]
        report.must("writes that failed", len(wrong), 0)
        report.must("posts there", len(after["posts"]), processes * each)
        report.must("streams with gaps", len(after["with_gaps"]), 0)
        assert after["head"] - before["head"] == processes * each
        report.timing("a write, 99 of 100", took[int(len(took) * 0.99)], 0.5)
        log = database.with_name(database.name + "-wal")
        report.at_most("the log afterwards", (log.stat().st_size if log.exists() else 0) / 2**20, 128, "MB")
