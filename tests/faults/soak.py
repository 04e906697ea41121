"""R19: mixed load for as long as one likes, and whether anything grows that should not."""

from __future__ import annotations

import random
import statistics
import time
from collections import Counter
from typing import Any

from tests.e2e.house import open_house

from .machines import memory_mb, open_files, own_memory_mb, pause, pid_of, status_of, threads
from .posting import PEOPLE, Posting
from .registry import Report, fault

PATHS = ["/", "/chat/", "/wiki/", "/ideas/", "/community/", "/search/?q=Post", "/inbox/"]
SPACES = 12
PATHS += ["/api/v1/me", "/api/v1/spaces", "/healthz", "/readyz"]


@fault(
    "R19",
    "Mixed load for long",
    passes=(
        "memory of its own grows by less than 5 MB an hour after the first quarter; open files and threads stay;"
        " nothing lost"
    ),
    short=False,
)
def run(report: Report) -> None:
    minutes = report.size("minutes", short=1, long=20)
    lot = random.Random(19)
    with open_house(report.folder) as (product, hand):
        pid, ends = pid_of(product), time.monotonic() + 60 * minutes
        cookies = [f"portico_session={hand('session', handle=handle)}" for handle in PEOPLE]
        samples: list[tuple[float, float, int, int, float]] = []
        begun, answers, odd = time.monotonic(), {200: 0}, Counter[str]()
        turn, tokens, talking = 0, dict[str, str](), PEOPLE[:4]
        # What people write stays; their spaces do not multiply all day.
        rooms: list[dict[str, Any]] = []
        while time.monotonic() < ends:
            turn += 1
            known = rooms[turn % SPACES] if len(rooms) == SPACES else None
            with Posting(
                product,
                hand,
                each=4,
                name=f"Soak {turn}",
                listen_at=[product] * 4,
                people=talking,
                tokens=tokens,
                room=known,
            ) as one:
                if known is None:
                    rooms.append(one.room)
                for _ in range(20):
                    path = lot.choice(PATHS)
                    status = status_of(product, path, cookie=lot.choice(cookies))
                    answers[status] = answers.get(status, 0) + 1
                    if status != 200:
                        odd[f"{path} {status}"] += 1
                silent = Report(report.code, report.short, report.folder)
                one.account(silent)
            pause(0.2)
            samples.append(
                (time.monotonic() - begun, own_memory_mb(pid), open_files(pid), threads(pid), memory_mb(pid))
            )
        report.figure("rounds of posts, pages and sockets", turn)
        report.figure("answers of pages", ", ".join(f"{code}: {count}" for code, count in sorted(answers.items())))
        if odd:
            report.figure("which of them", ", ".join(f"{what}: {count}" for what, count in odd.most_common(5)))
        report.must(
            "answers of 500 and worse, or none", sum(n for code, n in answers.items() if code >= 500 or not code), 0
        )
        later = samples[len(samples) // 4 :]
        if len(later) > 3:
            slope = statistics.linear_regression([at for at, *_ in later], [memory for _at, memory, *_ in later]).slope
            # A few minutes are mostly noise: the figure is told, and judged when it was long enough.
            hourly = slope * 3600
            report.figure("memory of its own, slope", hourly, "MB/h")
            if minutes >= 60:
                assert hourly < 5, f"{hourly:.1f} MB/h"
            quarters = (
                [memory for _at, memory, *_ in later[: len(later) // 3]],
                [m for _at, m, *_ in later[-(len(later) // 3) :]],
            )
            grown = statistics.fmean(quarters[1]) - statistics.fmean(quarters[0])
            report.at_most("memory of its own in the last quarter more than in the second", grown, 20, "MB")
        report.figure("memory of its own, first and last", f"{samples[0][1]:.0f} and {samples[-1][1]:.0f}", "MB")
        # The database is mapped: what was written and read stands in this one, and costs nobody else anything.
        report.figure("with mapped files, first and last", f"{samples[0][4]:.0f} and {samples[-1][4]:.0f}", "MB")
        half = later[: len(later) // 2] or later
        report.at_most("open files more than in the first half", max(s[2] for s in later) - max(s[2] for s in half), 20)
        report.at_most("threads more than in the first half", max(s[3] for s in later) - max(s[3] for s in half), 8)
