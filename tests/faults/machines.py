"""What a process takes, from Linux's /proc, and a few raw words to a server. Not a fault."""

from __future__ import annotations

import base64
import os
import socket
import threading
import time
import urllib.error
import urllib.request
from pathlib import Path

from tests.bench.processes import cpu_seconds, memory_mb, own_memory_mb
from tests.e2e.house import Product

__all__ = ["cpu_seconds", "memory_mb", "own_memory_mb"]


def pause(seconds: float) -> None:
    """Where time itself is what is tested."""
    threading.Event().wait(seconds)


def open_files(pid: int) -> int:
    return len(os.listdir(f"/proc/{pid}/fd"))


def threads(pid: int) -> int:
    return len(os.listdir(f"/proc/{pid}/task"))


def children_of(pid: int, *, saying: str) -> list[int]:
    """The processes it started whose command line has this in it."""
    found = []
    for entry in os.listdir("/proc"):
        if not entry.isdigit():
            continue
        try:
            parent = int(Path(f"/proc/{entry}/stat").read_text().rsplit(")", 1)[1].split()[1])
            line = Path(f"/proc/{entry}/cmdline").read_bytes().decode(errors="replace")
        except OSError:
            continue
        if parent == pid and saying in line:
            found.append(int(entry))
    return found


def pid_of(product: Product) -> int:
    assert product.process is not None
    return product.process.pid


def status_of(product: Product, path: str, *, cookie: str = "", within: float = 20) -> int:
    """What a page answers; 0 when nothing does."""
    request = urllib.request.Request(product.address + path, headers={"Cookie": cookie} if cookie else {})
    try:
        with urllib.request.urlopen(request, timeout=within) as answer:
            answer.read()
            return int(answer.status)
    except urllib.error.HTTPError as refused:
        return refused.code
    except OSError:
        return 0


def seconds_until_ready(product: Product, *, most: float) -> float:
    begun = time.monotonic()
    while time.monotonic() - begun < most:
        if status_of(product, "/readyz", within=5) == 200:
            return time.monotonic() - begun
        pause(0.1)
    return most


def raw_socket(product: Product, session: str, *, receive_bytes: int = 0) -> socket.socket:
    """A web socket after its handshake, with nothing between us and the bytes."""
    line = socket.socket()
    if receive_bytes:
        line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_bytes)
    line.settimeout(30)
    line.connect(("127.0.0.1", product.port))
    key = base64.b64encode(os.urandom(16)).decode()
    head = (
        f"GET /ws/live/ HTTP/1.1\r\nHost: 127.0.0.1:{product.port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        f"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: {key}\r\nOrigin: {product.address}\r\n"
        f"Cookie: portico_session={session}\r\n\r\n"
    )
    line.sendall(head.encode())
    answer = b""
    while b"\r\n\r\n" not in answer:
        more = line.recv(1)
        assert more, answer
        answer += more
    assert b" 101 " in answer.split(b"\r\n")[0], answer
    return line
