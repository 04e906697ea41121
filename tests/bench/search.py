"""Searching 5,000 and 50,000 entries in both languages, with Whoosh and with PostgreSQL, by a reader of a hundred
audiences: milliseconds for the page of results, the database's own check of what may be read included."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import Any

from tests.platform.postgres_server import postgres_server

from . import results
from .house import ROOT, build
from .size import sized

SIZES = sized((5_000, 50_000), (400, 4_000))
# What the design asks for: 50,000 entries, embedded.
MOST_MS, MOST_FINDABLE_MS = 100, 2000


def run() -> None:
    for size in SIZES:
        house = build(size)
        show(f"Whoosh, {size:,} entries", report := ask(house.environment))
    slowest = max(median for _first, median, _cpu in report["ways"].values())
    common = report["ways"]["common English"][1]
    results.keep({"search.p50": slowest, "search.common": common, "search.findable": report["findable"][0]})
    for size in SIZES:
        with postgres_server() as server:
            environment = {
                "DATABASE_URL": server.url,
                "PORTICO_DATA": str(ROOT / "var" / "bench" / f"postgres-{size}"),
                "PORTICO_MODE": "demo",
                "DJANGO_SETTINGS_MODULE": "intranet.settings",
            }
            manage = [sys.executable, str(ROOT / "manage.py")]
            sizes = ["--people", "220", "--spaces", "24", "--entries", str(size), "--no-index"]
            for command in (["migrate", "-v0"], ["synthesize", *sizes]):
                subprocess.run([*manage, *command], env=os.environ | environment, check=True, capture_output=True)
            show(f"PostgreSQL, {size:,} entries", report := ask(environment))
    results.keep({"search.postgres.p50": max(median for _first, median, _cpu in report["ways"].values())})


def ask(environment: dict[str, str]) -> dict[str, Any]:
    command = [sys.executable, "-m", "tests.bench.search_asking"]
    done = subprocess.run(command, cwd=ROOT, env=os.environ | environment, check=True, capture_output=True, text=True)
    line = next(line for line in done.stdout.splitlines() if line.startswith("REPORT "))
    return dict(json.loads(line.removeprefix("REPORT ")))


def show(title: str, report: dict[str, Any]) -> None:
    print(f"\n{title}; the reader holds {report['audiences']} audiences")
    if "build" in report:
        count, seconds = report["build"]
        print(
            f"  built from nothing: {count:,} entries in {seconds:.0f} s of CPU, {1000 * seconds / count:.2f} ms each"
        )
    print(f"  {'':18}{'first':>9}{'median':>9}{'CPU':>9}   of the {MOST_MS} ms it may take")
    for name, (first, median, cpu) in report["ways"].items():
        print(f"  {name:18}{first:9.1f}{median:9.1f}{cpu:9.1f}{median / MOST_MS:9.2f}")
    findable, writing = report["findable"]
    share, after = findable / MOST_FINDABLE_MS, report["after a commit"]
    print(
        f"  a new entry: {writing:.0f} ms to write, findable {findable:.0f} ms after its job began ({share:.2f} of what"
    )
    print(f"  what it may take); the first search after that {after:.0f} ms")
