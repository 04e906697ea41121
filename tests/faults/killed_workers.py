"""R2: kill -9 of what works beside the server: the worker of jobs and of the index, the process of documents."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time

from tests.e2e.house import ROOT, Hand, Product, open_house

from .machines import children_of, pause, pid_of
from .page_falls import come_through
from .posting import PEOPLE, Posting
from .registry import Report, fault


@fault(
    "R2",
    "A worker is killed: of jobs, of the index, of documents",
    passes="every job is done within 30 s after the last kill and the index finds everything; a page reads as what was "
    "acknowledged, and its editors go on",
    short=False,
)
def run(report: Report) -> None:
    kills = report.size("kills", short=2, long=20)
    posts = report.size("posts each", short=5, long=60)
    with open_house(report.folder, jobs=0, COLLAB_QUIET_SECONDS="5") as (product, hand):
        _jobs_and_index(report, product, hand, kills, posts)
        if shutil.which("node") is None:
            report.figure("the process of documents", "not tried: Node is not installed")
            return
        struck = 0

        def strike() -> None:
            nonlocal struck
            for pid in children_of(pid_of(product), saying="isolation.child"):
                os.kill(pid, signal.SIGKILL)
                struck += 1

        account = come_through(
            product, hand, PEOPLE[:3], cut=80, kill_after=[60 + 60 * n for n in range(min(kills, 6))], strike=strike
        )
        assert struck, "there was no process of documents to kill"
        report.must("what does not hold of the page", ", ".join(account.differing), "")
        report.figure("changes of a page while its process was killed", account.acts)
        report.figure("processes of documents killed", struck)


def _jobs_and_index(report: Report, product: Product, hand: Hand, kills: int, posts: int) -> None:
    lot = random.Random(2)
    worker = _worker(product)
    try:
        with Posting(product, hand, each=posts, name="Kingfisher") as posting:
            for kill in range(1, kills + 1):
                posting.wait_for(kill / (kills + 1))
                pause(lot.uniform(0.1, 1.0))
                worker.kill()
                worker.wait(20)
                worker = _worker(product)
            posting.account(report, "worker killed")
        begun, left = time.monotonic(), {}
        while time.monotonic() - begun < 180:
            left = hand("left_to_do")
            if not any(left.values()):
                break
            pause(0.5)
        report.timing("all jobs done after the last kill", time.monotonic() - begun, 30)
        assert not any(left.values()), left
        report.must("jobs left", sum(left.values()), 0)
        found = hand("found", by="ada", words="Post")
        report.must("posts that are not found", posting.total - found, 0)
    finally:
        worker.kill()
        worker.wait(20)


def _worker(product: Product) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "manage.py", "work", "--threads", "2"],
        cwd=ROOT,
        env=product.environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
