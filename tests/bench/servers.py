"""What carries the pages of the scaled set-up: our bridge under uvicorn, and the usual WSGI servers around the same
application, on PostgreSQL and Redis. Four threads in each process, as many readers; PostgreSQL connections are kept.

The others are installed apart (``pip install --target``), since the product does not need them.
"""

from __future__ import annotations

import asyncio
import os
import signal
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from tests.platform.postgres_server import postgres_server
from tests.platform.redis_server import redis_server

from . import results
from .house import ROOT
from .processes import _wait_for, free_port, memory_mb, server
from .scaled import Running, _fill, _read
from .size import sized

PACKAGES = ("gunicorn==27.0.1", "waitress==3.0.2", "granian==2.8.7")
THREADS = "4"
PROCESSES = sized((1, 2, 4), (1, 2))
# With as many processes as this machine has cores.
KEPT = 2
ROUNDS = sized(3, 1)


def run() -> dict[str, float]:
    print("\nWho carries the pages: ms of CPU a request, requests a second, memory")
    figures: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as folder, postgres_server() as database, redis_server(Path(folder)) as redis:
        environment = {
            "DATABASE_URL": database.url,
            "REDIS_URL": redis.url,
            "PORTICO_DATA": folder,
            "PORTICO_MODE": "demo",
            "DJANGO_SETTINGS_MODULE": "intranet.settings",
            "PYTHONPATH": _installed(),
        }
        known = _fill(environment)
        path, cookie = known["told"]["topic"], known["cookies"][0]
        for count in PROCESSES:
            # In turns, so that what else the machine does falls on all of them.
            seen: dict[str, list[tuple[float, float, float, float]]] = {}
            for _round in range(ROUNDS):
                for name in SERVERS:
                    with carrying(name, environment, count) as many:
                        rate, member = asyncio.run(_read(many, path, cookie))
                        _rate, guest = asyncio.run(_read(many, path, ""))
                        weight = sum(memory_mb(pid) for pid in {pid for pid, _port in many})
                    seen.setdefault(name, []).append((member, guest, rate, weight))
            for name, rounds in seen.items():
                columns = zip(*rounds, strict=True)
                member, guest, rate, weight = (statistics.median(column) for column in columns)
                cpu = f"colleague {member:>6.2f}, guest {guest:>6.2f} ms"
                print(f"{count} x {name:<9} {cpu}; {rate:>7.1f}/s; {weight:.0f} MB", flush=True)
                if count == KEPT:
                    figures[f"servers.{name}"] = member
    results.keep(figures)
    return figures


def _installed() -> str:
    folder = ROOT / ".make" / "servers"
    if not all((folder / name.partition("==")[0]).is_dir() for name in PACKAGES):
        pip = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input"]
        subprocess.run([*pip, "--target", str(folder), *PACKAGES], check=True)
    return str(folder)


def _gunicorn(port: int, count: int) -> list[str]:
    more = ["--worker-class", "gthread", "--threads", THREADS, "--workers", str(count), "--keep-alive", "5"]
    return ["-m", "gunicorn", "intranet.wsgi:application", *more, "--bind", f"127.0.0.1:{port}", "--log-level", "error"]


def _granian(port: int, count: int) -> list[str]:
    more = ["--workers", str(count), "--blocking-threads", THREADS, "--port", str(port), "--no-log"]
    return ["-m", "granian", "--interface", "wsgi", *more, "intranet.wsgi:application"]


def _waitress(port: int, count: int) -> list[str]:
    return ["-m", "waitress", f"--threads={THREADS}", f"--listen=127.0.0.1:{port}", "intranet.wsgi:application"]


# By name; and whether one process of it makes as many as it is told.
SERVERS = {"own": None, "gunicorn": (_gunicorn, True), "granian": (_granian, True), "waitress": (_waitress, False)}


@contextmanager
def carrying(name: str, environment: dict[str, str], count: int) -> Iterator[Running]:
    """That many processes of it, as (pid, port): of one that makes its own, the same pair so many times."""
    how = SERVERS[name]
    with ExitStack() as stack:
        if how is None:
            one = environment | {"HTTP_THREADS": THREADS}
            yield [stack.enter_context(server("intranet.asgi:application", one)) for _one in range(count)]
        else:
            command, makes_more = how
            begun = range(1 if makes_more else count)
            pairs = [stack.enter_context(_begun(command, environment, count)) for _one in begun]
            yield pairs * (count if makes_more else 1)


@contextmanager
def _begun(command: object, environment: dict[str, str], count: int) -> Iterator[tuple[int, int]]:
    port = free_port()
    words = command(port, count)  # type: ignore[operator]
    process = subprocess.Popen(
        [sys.executable, *words],
        cwd=ROOT,
        env=os.environ | environment,
        start_new_session=True,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait_for(port, process)
        yield process.pid, port
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(15)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait(15)
