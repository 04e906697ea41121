"""The embedded process as `make run` starts it, worker and schedule inside: how long until a page answers, how much
memory at rest, after reading, and for each socket that only listens."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from . import results
from .clients import Crowd, Reader
from .house import ROOT, House, _manage, build
from .processes import free_port, memory_mb
from .size import sized

SOCKETS = sized(500, 50)
STARTS = 3
READ = ("/", "/people/", "/spaces/", "/wiki/", "/community/", "/ideas/", "/search/?q=manual", "/inbox/")


def run() -> dict[str, float]:
    print(f"\nThe embedded process: memory at rest, and with {SOCKETS} idle sockets; how soon it is there")
    house = build(sized(4_000, 400))
    # A house has its index: building one is work, and this is about rest.
    if not (Path(house.environment["PORTICO_DATA"]) / "search").exists():
        _manage(house.environment, "reindex")
    begun = []
    for _start in range(STARTS - 1):
        with _serve(house) as (_pid, _port, seconds):
            begun.append(seconds)
    with _serve(house) as (pid, port, seconds):
        begun.append(seconds)
        time.sleep(3)
        figures = {"memory.rest": memory_mb(pid)}
        figures |= asyncio.run(_listen(pid, port, house))
    figures["start.later"] = sorted(begun)[STARTS // 2]
    for name, value in figures.items():
        print(f"{name:<16}{value:>10.1f}")
    results.keep(figures)
    return figures


async def _listen(pid: int, port: int, house: House) -> dict[str, float]:
    reader = Reader(port, house.cookies[0])
    for _round in range(5):
        for path in (*READ, house.post):
            status, body = await reader.ask(path)
            if status != 200:
                raise RuntimeError(f"{path} answered {status}: {body[:200]!r}")
    read = memory_mb(pid)
    # A few first: what the first sockets load is no part of what one more of them takes.
    crowd, origin = Crowd(), f"http://localhost:{port}"
    hello = '{"follow": "org"}'
    await crowd.gather(port, "/ws/live/", house.cookies[:10], hello=hello, origin=origin)
    await asyncio.sleep(2)
    few = memory_mb(pid)
    cookies = [house.cookies[number % len(house.cookies)] for number in range(SOCKETS)]
    await crowd.gather(port, "/ws/live/", cookies, hello=hello, origin=origin)
    await asyncio.sleep(3)
    many = memory_mb(pid)
    crowd.leave()
    return {"memory.read": read, "memory.socket": (many - few) * 1024 / SOCKETS}


@contextmanager
def _serve(house: House) -> Iterator[tuple[int, int, float]]:
    """`manage.py serve` in that house: (pid, port, seconds until the first page was answered)."""
    port = free_port()
    environment = os.environ | house.environment | {"PORT": str(port), "HOST": "127.0.0.1"}
    begun = time.monotonic()
    command = [sys.executable, str(ROOT / "manage.py"), "serve"]
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)
    try:
        _wait_for(f"http://127.0.0.1:{port}/accounts/login/", process)
        yield process.pid, port, time.monotonic() - begun
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait_for(address: str, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise RuntimeError(f"The server ended at once, with {process.returncode}.")
        try:
            with urllib.request.urlopen(address, timeout=10) as answer:
                if answer.status == 200:
                    return
        except OSError:
            time.sleep(0.05)
    raise RuntimeError("The server did not answer within two minutes.")
