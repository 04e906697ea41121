"""R17: the machine has neither processor nor memory to spare."""

from __future__ import annotations

import os
import shutil
import subprocess

from tests.e2e.house import open_house

from .machines import pause, seconds_until_ready
from .posting import Posting
from .registry import Report, fault

MOST_GB = 4


@fault(
    "R17",
    "Memory and processors are starved",
    passes="the server lives; who writes is answered or sent away with 503; nothing lost; ready again within 30 s "
    "after the pressure",
    short=False,
)
def run(report: Report) -> None:
    program = shutil.which("stress-ng")
    if program is None:
        report.pass_over("stress-ng is not installed: apt-get install stress-ng")
        return
    seconds = report.size("seconds", short=10, long=300)
    each = report.size("posts each", short=8, long=200)
    gigabytes = min(MOST_GB, report.size("gigabytes", short=1, long=MOST_GB))
    with open_house(report.folder, with_pages=False) as (product, hand):
        pressure = subprocess.Popen(
            [
                program, "--vm", "1", "--vm-bytes", f"{gigabytes}G", "--vm-keep", "--cpu", str(os.cpu_count() or 2),
                "--timeout", f"{seconds}s", "--temp-path", str(report.folder), "--quiet",
            ],
        )  # fmt: skip
        try:
            with Posting(product, hand, each=each) as posting:
                pause(seconds)
                pressure.wait(60)
                report.timing("ready after the pressure", seconds_until_ready(product, most=60), 30)
                posting.account(report)
            report.timing("a write under pressure, 99 of 100", posting.p99(), 10)
            report.figure("sent away with 503", posting.refusals[503])
            assert product.process is not None
            report.must("the server has ended", str(product.process.poll() is not None), "False")
        finally:
            if pressure.poll() is None:
                pressure.terminate()
                pressure.wait(20)
