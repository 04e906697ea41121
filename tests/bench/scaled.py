"""One process and several, over PostgreSQL and Redis: pages a second and their CPU; what a delivery costs when those
who listen are spread over two processes, and everything is said in the first.

Readers and sockets are spread over the processes by this program; the proxy that does so in a house is not in it. With
as many processes as cores the load generator takes its share from them: CPU a request says more than requests a second.
"""

from __future__ import annotations

import asyncio
import itertools
import json
import statistics
import tempfile
import time
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

from tests.platform.postgres_server import postgres_server
from tests.platform.redis_server import redis_server

from . import results
from .clients import Crowd, Reader, talk
from .forum import _ASK
from .house import _PREPARE, _manage
from .processes import cpu_seconds, server
from .size import sized

ENTRIES, TOPICS = sized((4_000, 200), (400, 40))
SECONDS = sized(6.0, 1.5)
PROCESSES = sized((1, 2, 4), (1, 2))
READERS = 4
SOCKETS, RATE = sized((400, 25), (40, 10))
Running = Sequence[tuple[int, int]]


def run() -> dict[str, float]:
    print("\nScaled: PostgreSQL and Redis, one process and several")
    figures: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as folder, postgres_server() as database, redis_server(Path(folder)) as redis:
        environment = {
            "DATABASE_URL": database.url,
            "REDIS_URL": redis.url,
            "PORTICO_DATA": folder,
            "PORTICO_MODE": "demo",
            "DJANGO_SETTINGS_MODULE": "intranet.settings",
        }
        known = _fill(environment)
        for count in PROCESSES:
            with _running("intranet.asgi:application", environment, count) as many:
                rate, cpu = asyncio.run(_read(many, known["told"]["topic"], known["cookies"][0]))
            print(f"{count} processes: {rate:>8.1f} requests/s, {cpu:.1f} ms of CPU each", flush=True)
            figures[f"scaled.http.{count}"] = rate
            if count == 2:
                figures["scaled.http.cpu"] = cpu
        for count in (1, 2):
            with _running("tests.bench.apps.product:application", environment, count) as many:
                micros, p50, p99, arrived = asyncio.run(_tell(many, known["cookies"]))
            print(
                f"{SOCKETS} sockets in {count} processes: {micros:.1f} µs of CPU a delivery, p50 {p50:.1f}, "
                f"p99 {p99:.1f} ms, {arrived:.1%} arrived",
                flush=True,
            )
            figures |= {f"scaled.live.{count}": micros, f"scaled.live.{count}.p99": p99}
    results.keep(figures)
    return figures


def _fill(environment: dict[str, str]) -> dict:
    _manage(environment, "migrate", "-v0")
    _manage(environment, "collectstatic", "--noinput", "-v0")
    _manage(environment, "synthesize", "--people", "220", "--spaces", "24", "--entries", str(ENTRIES), "--no-index")
    more = _ASK.replace("TOPICS", str(TOPICS))
    answer = _manage(environment, "shell", "-v0", "-c", f"told = {{}}\n{more}\n{_PREPARE}")
    ready = next(line for line in answer.splitlines() if line.startswith("READY "))
    return dict(json.loads(ready.removeprefix("READY ")))


class _running(ExitStack):
    """That many servers, as (pid, port)."""

    def __init__(self, application: str, environment: dict[str, str], count: int) -> None:
        super().__init__()
        self.asked = (application, environment, count)

    def __enter__(self) -> Running:  # type: ignore[override]
        super().__enter__()
        application, environment, count = self.asked
        return [self.enter_context(server(application, environment)) for _one in range(count)]


async def _read(many: Running, path: str, cookie: str) -> tuple[float, float]:
    """(requests a second, ms of CPU for each) of readers that ask one after the other, four for each process. Without a
    cookie each asks something else each time, since a page of guests is kept."""
    turns = itertools.count()
    readers = [Reader(port, cookie) for _pid, port in many for _one in range(READERS)]

    async def read(reader: Reader, seconds: float) -> int:
        until, count = time.monotonic() + seconds, 0
        while time.monotonic() < until:
            status, body = await reader.ask(path if cookie else f"{path}?n={next(turns)}")
            if status != 200:
                raise RuntimeError(f"{path} answered {status}: {body[:200]!r}")
            count += 1
        return count

    await asyncio.gather(*(read(reader, 1) for reader in readers))
    before, begun = _cpu(many), time.monotonic()
    count = sum(await asyncio.gather(*(read(reader, SECONDS) for reader in readers)))
    return count / (time.monotonic() - begun), 1000 * (_cpu(many) - before) / count


async def _tell(many: Running, cookies: Sequence[str]) -> tuple[float, float, float, float]:
    crowd = Crowd()
    share = SOCKETS // len(many)
    for _pid, port in many:
        here = [cookies[number % len(cookies)] for number in range(share)]
        await crowd.gather(port, "/ws/live/", here, hello='{"follow": "org"}', origin=f"http://localhost:{port}")
    reader, turn = Reader(many[0][1]), asyncio.Lock()

    async def say(text: str) -> None:
        async with turn:
            await reader.ask("/bench/say", method="POST", body=text.encode())

    await asyncio.sleep(2)
    await talk(crowd, say, rate=RATE, seconds=1)
    before = _cpu(many)
    sent = await talk(crowd, say, rate=RATE, seconds=SECONDS)
    spent, heard = _cpu(many) - before, sorted(crowd.heard)
    crowd.leave()
    if not heard:
        raise RuntimeError("Nothing arrived.")
    arrived = len(heard) / (sent * len(crowd.sockets))
    return 1e6 * spent / len(heard), statistics.median(heard), heard[int(len(heard) * 0.99)], arrived


def _cpu(many: Running) -> float:
    return sum(cpu_seconds(pid) for pid in {pid for pid, _port in many})
