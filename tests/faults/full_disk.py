"""R5: the disk is full, first nearly and then to the last byte, under the house with all its data.

A file system of 64 MB in memory is the data folder: database, uploads, index. Somebody fills it. People post all the
while.
"""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from tests.e2e.house import PASSWORD, open_house

from .registry import Report, fault
from .visitor import Visitor

LEAST_MB = 8
PAGES = ("/", "/people/", "/spaces/", "/search/?q=kept", "/inbox/", "/settings/", "/chat/")
TYPED = "Typed by hand,\nand not to be lost"


@fault(
    "R5",
    "The disk is full",
    passes="what was acknowledged is there; who writes is told 507 and keeps the words; no page answers 500; reading "
    "works; within 30 s of there being space, writing does",
    short=False,
    root=True,
)
def run(report: Report) -> None:
    with (
        _small_disk(report) as disk,
        open_house(disk, DISK_LEAST_MB=str(LEAST_MB), DISK_LEAST_PERCENT="1") as (product, _hand),
    ):
        ada, ben = Visitor(product.address), Visitor(product.address)
        assert ada.sign_in("ada@example.com", PASSWORD)
        assert ben.sign_in("ben@example.com", PASSWORD)
        kept = [_says(ada, f"kept {number}") for number in range(3)]

        _fill(disk, leave=(LEAST_MB - 3) * 2**20)
        _until(lambda: _is_shut(ada), 10)
        status, page = ada.post("/posts/", body=TYPED, audience="org")
        report.must("nearly full: a post is answered", status, 507)
        assert all(line in page for line in TYPED.splitlines()), "what was typed is not on the page"
        _reads(report, ada, "nearly full")

        _empty(disk)
        _until(lambda: not _is_shut(ada), 30)
        kept.append(_says(ben, "kept 3"))
        report.must("answers while there is space", str(sorted(set(kept))), "[200]")
        _fill(disk, leave=0)
        # What SQLite still has room for in its log is taken, and has to stay; all else is refused.
        last = {f"last {number}": _says(ben, f"last {number} {TYPED}") for number in range(3)}
        report.must("full to the last byte: answers but 200 and 507", str(sorted({*last.values()} - {200, 507})), "[]")
        _until(lambda: _is_shut(ada), 10)
        status, page = ada.post("/posts/", body=f"late {TYPED}", audience="org")
        report.must("full to the last byte: a post is answered soon", status, 507)
        assert all(line in page for line in TYPED.splitlines()), "what was typed is not on the page"
        _reads(report, ada, "full")

        _empty(disk)
        report.timing("writing again after there is space", _until(lambda: _says(ben, "afterwards") == 200, 60), 30)
        page = ada.get("/")[1]
        acknowledged = [f"kept {number}" for number in range(len(kept))]
        acknowledged += [words for words, status in last.items() if status == 200]
        there = sum(words in page for words in acknowledged)
        report.must("acknowledged posts that are lost", len(acknowledged) - there, 0)
        refused = [words for words, status in last.items() if status != 200] + ["late"]
        report.must("refused posts that are there all the same", sum(f"{one} Typed" in page for one in refused), 0)
        product.manage("reindex")


def _says(who: Visitor, body: str) -> int:
    return who.post("/posts/", body=body, audience="org")[0]


def _is_shut(who: Visitor) -> bool:
    """An empty post is refused in any case, and no limit counts it."""
    return who.post("/posts/", body="", audience="org")[0] == 507


def _reads(report: Report, who: Visitor, when: str) -> None:
    wrong = {page: status for page in (*PAGES, "/healthz", "/readyz") if (status := who.get(page)[0]) != 200}
    report.must(f"{when}: pages that cannot be read", str(wrong), "{}")


def _until(holds, seconds: float) -> float:
    begun = time.monotonic()
    while not holds():
        assert time.monotonic() - begun < seconds, f"not within {seconds} s"
        time.sleep(0.05)
    return time.monotonic() - begun


@contextmanager
def _small_disk(report: Report) -> Iterator[Path]:
    disk = report.folder / "disk"
    disk.mkdir()
    size = report.size("megabytes", short=64, long=64)
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={size}m", "tmpfs", str(disk)], capture_output=True, check=False
    )
    if done.returncode:
        report.pass_over(f"no file system can be mounted here: {done.stderr.decode().strip()}")
    try:
        yield disk
    finally:
        subprocess.run(["umount", "--lazy", str(disk)], check=True)


def _fill(disk: Path, *, leave: int) -> None:
    free = os.statvfs(disk)
    size = free.f_bavail * free.f_frsize - leave
    with (disk / "filler").open("wb", buffering=0) as file, suppress(OSError):
        if leave:
            os.posix_fallocate(file.fileno(), 0, max(size, 4096))
        while not leave:  # to the last byte, whoever else writes meanwhile
            file.write(b"\0" * 4096)


def _empty(disk: Path) -> None:
    (disk / "filler").unlink()
