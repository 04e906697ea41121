"""R6 and R10: what the suite tries with a few examples, here with many. The tests are the programs: a bus that loses,
doubles and reorders (tests/platform/test_live_hub.py), and strangers' updates (tests/platform/
test_collab_strangers.py).
"""

from __future__ import annotations

import os
import re
import subprocess
import sys

from .registry import ROOT, Report, fault


@fault(
    "R6",
    "The bus drops, doubles and reorders",
    passes="every tab has heard each frame once and in order after any interleaving (a fifth lost, one in twenty "
    "twice, the rest shuffled). `make test` tries 40 of them",
    short=False,
)
def lossy_bus(report: Report) -> None:
    runs = report.size("runs", short=40, long=500)
    _tried(report, "tests/platform/test_live_hub.py", "converges_under_loss or out_of_turn", LOSSY_RUNS=str(runs))
    report.figure("interleavings that did not converge", 0)


@fault(
    "R10",
    "Poisoned updates of a document",
    passes="each is refused or taken in bounded time by a process of its own; the server goes on, and no other "
    "document changes. `make test` tries 2,000 of them",
    short=False,
)
def poison(report: Report) -> None:
    cases = report.size("cases", short=2_000, long=100_000)
    _tried(report, "tests/platform/test_collab_strangers.py", "", COLLAB_FUZZ=str(cases))
    report.figure("documents of others that changed", 0)


def _tried(report: Report, path: str, which: str, **environment: str) -> None:
    left_out = ("PORTICO_", "DJANGO_", "PYTEST_")
    ours = {name: value for name, value in os.environ.items() if not name.startswith(left_out)}
    words = [sys.executable, "-m", "pytest", "-q", "-p", "no:xdist", path, *(["-k", which] if which else [])]
    done = subprocess.run(
        words,
        cwd=ROOT,
        env=ours | {"PORTICO_MODE": "test"} | environment,
        capture_output=True,
        text=True,
        timeout=3600,
        check=False,
    )
    passed = re.search(r"(\d+) passed", done.stdout)
    assert done.returncode == 0, done.stdout[-2000:]
    assert passed
    report.figure("properties tried", int(passed[1]))
