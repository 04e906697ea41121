"""Starting the small house, and talking to it as good and bad clients do. Nothing here waits without a limit."""

from __future__ import annotations

import http.client
import json
import os
import re
import resource
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

SECONDS = 20
ORIGIN = "https://portico.example"


class Answer(NamedTuple):
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> dict:
        return json.loads(self.body)


def many_files() -> None:
    """A crowd of clients needs as many sockets, here and in the house."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(most, 8192), most))


class Process:
    """A server in a process of its own: what it says, what it logs, how it ends; and a client of it."""

    def __init__(self, port: int, command: list[str], *, env: dict[str, str], cwd: Path) -> None:
        self.port = port
        self.log = tempfile.TemporaryFile(mode="w+")  # noqa: SIM115  (closed with the process)
        self.process = subprocess.Popen(
            command,
            stdout=subprocess.PIPE,
            stderr=self.log,
            text=True,
            cwd=cwd,
            env={**env, "PYTHONUNBUFFERED": "1"},
        )

    def says(self, pattern: str) -> str:
        """Wait for a line that matches; gives its first group."""
        for line in self.process.stdout:
            if found := re.search(pattern, line):
                return found.group(found.lastindex or 0)
        ended = self.process.wait(SECONDS)
        raise AssertionError(f"It ended with {ended} and did not say {pattern!r}:\n{self.written()}")

    def written(self) -> str:
        """The log so far."""
        self.log.seek(0)
        return self.log.read()

    def memory(self) -> int:
        """Resident bytes."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.search(r"VmRSS:\s+(\d+)", status).group(1)) * 1024

    def threads(self) -> int:
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.search(r"Threads:\s+(\d+)", status).group(1))

    def until(self, condition: Callable[[], bool]) -> None:
        """Ask again until it holds: for what nobody announces."""
        last = time.monotonic() + SECONDS
        while not condition():
            assert time.monotonic() < last, self.written()
            with suppress(subprocess.TimeoutExpired):
                ended = self.process.wait(0.05)
                raise AssertionError(f"It ended with {ended}:\n{self.written()}")

    def listens(self) -> bool:
        with socket.socket() as client:
            return client.connect_ex(("127.0.0.1", self.port)) == 0

    # --- HTTP ----------------------------------------------------------------------------------------------------

    def connect(self, source: str = "127.0.0.1") -> http.client.HTTPConnection:
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=SECONDS, source_address=(source, 0))

    def ask(self, method: str, path: str, body: object = None, headers: dict | None = None, **more: object) -> Answer:
        connection = self.connect(more.pop("source", "127.0.0.1"))
        try:
            connection.request(method, path, body, {"Connection": "close", **(headers or {})}, **more)
            return answer_of(connection)
        finally:
            connection.close()

    def get(self, path: str, **more: object) -> Answer:
        return self.ask("GET", path, **more)

    def raw(self, request: bytes, *, buffer: int | None = None, source: str = "127.0.0.1") -> socket.socket:
        """Send exactly this, and nothing more."""
        client = socket.socket()
        client.settimeout(SECONDS)
        if buffer:
            client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, buffer)
        client.bind((source, 0))
        client.connect(("127.0.0.1", self.port))
        client.sendall(request)
        return client

    # --- The end -------------------------------------------------------------------------------------------------

    def tell(self, number: signal.Signals = signal.SIGTERM) -> None:
        self.process.send_signal(number)

    def ends(self) -> int:
        return self.process.wait(SECONDS)

    def close(self) -> None:
        self.process.kill()
        self.process.wait(SECONDS)
        self.process.stdout.close()
        self.log.close()


class House(Process):
    """The small house, and the questions that are answered behind its back."""

    def __init__(self, server: str, *words: str) -> None:
        self.server = server
        command = [sys.executable, "-m", "tests.platform.serving.start", server, *words]
        super().__init__(0, command, env=dict(os.environ), cwd=Path(__file__).parents[3])
        self.says("started")
        self.port = urlsplit(self.says(r"listening (\S+)")).port

    def facts(self) -> dict[str, int]:
        return self.get("/-/facts").json

    def order(self, of: str) -> list[str]:
        return self.get(f"/-/order?of={of}").json

    def reach(self, fact: str, least: int = 1) -> None:
        """Wait until it has happened so often."""
        answer = self.get(f"/-/reach?fact={fact.replace(' ', '%20')}&least={least}")
        assert answer.status == 200, f"{fact!r} did not come to {least}: {answer.json}\n{self.written()}"

    def catch_up(self) -> None:
        """What was sent or closed before this has been noticed after it: a question takes several turns of the loop."""
        for _ in range(3):
            self.facts()

    def open(self, door: str) -> None:
        self.get(f"/-/open?door={door}")


@contextmanager
def a_house(server: str, *words: str) -> Iterator[House]:
    house = House(server, *words)
    try:
        yield house
    finally:
        house.close()


def answer_of(connection: http.client.HTTPConnection) -> Answer:
    response = connection.getresponse()
    headers = {name.lower(): value for name, value in response.getheaders()}
    return Answer(response.status, headers, response.read())


def read_all(client: socket.socket) -> bytes:
    """Until the other side closes; a reset counts as that."""
    parts = []
    try:
        while part := client.recv(2**16):
            parts.append(part)
    except ConnectionResetError:
        pass
    return b"".join(parts)


def get(path: str, *headers: str) -> bytes:
    return "\r\n".join([f"GET {path} HTTP/1.1", "Host: 127.0.0.1", *headers, "", ""]).encode()


def post(path: str, *headers: str, body: bytes = b"") -> bytes:
    return "\r\n".join([f"POST {path} HTTP/1.1", "Host: 127.0.0.1", *headers, "", ""]).encode() + body


def handshake(path: str = "/ws/echo/", *, origins: tuple[str, ...] = (ORIGIN,), host: str = "portico.example") -> bytes:
    lines = [
        f"GET {path} HTTP/1.1",
        f"Host: {host}",
        "Upgrade: websocket",
        "Connection: Upgrade",
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
        "Sec-WebSocket-Version: 13",
        *(f"Origin: {origin}" for origin in origins),
    ]
    return "\r\n".join([*lines, "", ""]).encode("latin-1")


def status_of(client: socket.socket) -> int:
    """The status line, and not more than is there."""
    head = b""
    while b"\r\n" not in head:
        part = client.recv(4096)
        if not part:
            return 0
        head += part
    return int(head.split(b" ", 2)[1])
