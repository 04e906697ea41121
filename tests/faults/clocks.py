"""R16: the clock of the server jumps forwards and back while people post, over a change to summer time too."""

from __future__ import annotations

import glob
from pathlib import Path

from tests.e2e.house import open_house

from .machines import pause, status_of
from .posting import Posting
from .registry import Report, fault


@fault(
    "R16",
    "The clock jumps",
    passes="order and numbers do not depend on it: nothing lost, twice or out of turn; a session ends when its time is "
    "over by the clock, and not by a jump of hours",
    short=False,
)
def run(report: Report) -> None:
    found = glob.glob("/usr/lib/*/faketime/libfaketimeMT.so.1")
    if not found:
        report.pass_over("libfaketime is not installed: apt-get install libfaketime")
    each = report.size("posts each", short=10, long=120)
    clock = Path(report.folder / "clock")
    clock.write_text("+0\n")
    faked = {
        "LD_PRELOAD": found[0],
        "FAKETIME_TIMESTAMP_FILE": str(clock),
        "FAKETIME_NO_CACHE": "1",
        # Time-outs go on as they do when somebody puts the clock of a machine right.
        "FAKETIME_DONT_FAKE_MONOTONIC": "1",
    }
    with open_house(report.folder, with_pages=False, **faked) as (product, hand):
        cookie = f"portico_session={hand('session', handle='cleo')}"
        with Posting(product, hand, each=each, name="Clock") as posting:
            for number, jump in enumerate(["+3h", "-1h", "+0"], start=1):
                posting.wait_for(number / 5)
                clock.write_text(f"{jump}\n")
                pause(0.5)
                path = "/api/v1/me"
                report.must(f"who is signed in asks at {jump}", status_of(product, path, cookie=cookie), 200)
            posting.account(report, "clock ahead and back")
        for name, moment in (("spring", "@2026-03-29 00:59:50"), ("autumn", "@2026-10-25 00:59:50")):
            clock.write_text("+0\n")
            with Posting(product, hand, each=max(each // 4, 3), name=name.title(), people=["ada", "ben"]) as posting:
                clock.write_text(f"{moment}\n")
                posting.account(report, f"the hour that changes in {name}")
        clock.write_text("+0\n")
        report.must("the same after the jumps", status_of(product, "/api/v1/me", cookie=cookie), 200)
        # A session of thirty days that nobody used meanwhile.
        clock.write_text("+31d\n")
        pause(0.5)
        report.must("after thirty-one days", status_of(product, "/api/v1/me", cookie=cookie), 401)
        clock.write_text("+0\n")
