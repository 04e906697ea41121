"""CPU and memory of a process and everything it started, from Linux's /proc."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

PRODUCT = "intranet.asgi:application"
_ROOT = Path(__file__).resolve().parents[2]
_TICKS = os.sysconf("SC_CLK_TCK")


def cpu_seconds(pid: int) -> float:
    """User and system time of the living tree, to the microsecond, and of its children that have ended."""
    return sum(_run_seconds(one) + sum(map(int, _stat(one)[13:15])) / _TICKS for one in _tree(pid))


def memory_mb(pid: int) -> float:
    """Proportional set size of the tree: shared pages count once."""
    return _summed(pid, "Pss:")


def own_memory_mb(pid: int) -> float:
    """Of that, what the tree has asked for itself: no libraries, and nothing of a database that is mapped and grows by
    what is written."""
    return _summed(pid, "Pss_Anon:")


def _summed(pid: int, sort: str) -> float:
    total = 0
    for one in _tree(pid):
        for line in _lines(f"/proc/{one}/smaps_rollup"):
            if line.startswith(sort):
                total += int(line.split()[1])
    return total / 1024


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def server(application: str, environment: dict[str, str]) -> Iterator[tuple[int, int]]:
    """``PRODUCT`` as ``manage.py serve`` serves it, without jobs; anything else in uvicorn with the same settings.
    Gives (pid, port) and ends it afterwards."""
    port = free_port()
    command = [
        sys.executable, "-m", "uvicorn", application, "--port", str(port), "--log-level", "warning",
        "--loop", "uvloop", "--http", "httptools", "--ws", "websockets-sansio", "--ws-per-message-deflate", "false",
        "--lifespan", "off", "--no-access-log",
    ]  # fmt: skip
    if application == PRODUCT:
        command = [sys.executable, "manage.py", "serve", "--port", str(port), "--jobs", "0"]
    process = subprocess.Popen(command, cwd=_ROOT, env=os.environ | environment | {"PORT": str(port)})
    try:
        _wait_for(port, process)
        yield process.pid, port
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(15)
        except subprocess.TimeoutExpired:
            process.kill()


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise RuntimeError(f"The server ended at once, with {process.returncode}.")
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5)
            return
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("The server did not answer within a minute.")


def _tree(pid: int) -> set[int]:
    children: dict[int, list[int]] = {}
    for entry in os.listdir("/proc"):
        if entry.isdigit() and (stat := _stat(int(entry))):
            children.setdefault(int(stat[1]), []).append(int(entry))
    found, waiting = set(), [pid]
    while waiting:
        one = waiting.pop()
        if one not in found and _stat(one):
            found.add(one)
            waiting += children.get(one, [])
    return found


def _run_seconds(pid: int) -> float:
    """Of all its threads, those that have ended too: the clock that ``clock_getcpuclockid(3)`` tells."""
    try:
        return time.clock_gettime((~pid << 3) | 2)
    except OSError:
        return 0


def _stat(pid: int) -> Sequence[str]:
    for line in _lines(f"/proc/{pid}/stat"):
        return line.rsplit(")", 1)[1].split()
    return ()


def _lines(path: str) -> list[str]:
    try:
        return Path(path).read_text().splitlines()
    except OSError:  # it has ended meanwhile
        return []
