"""Somebody else's program on the loopback: it takes whole POST requests apart and answers as it is told."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from .listener import Listener, listening


@dataclass
class Call:
    line: str
    headers: dict[str, str]
    body: bytes


@dataclass
class Receiver:
    listener: Listener
    calls: list[Call] = field(default_factory=list)
    _answer: bytes = b""

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.listener.port}/hook"

    def answers(self, status: str, body: bytes = b"Thank you.", **headers: str) -> None:
        lines = {"Content-Type": "text/plain", "Content-Length": str(len(body))} | headers
        head = f"HTTP/1.1 {status}\r\n" + "".join(f"{name}: {value}\r\n" for name, value in lines.items())
        self._answer = head.encode() + b"\r\n" + (b"" if status.startswith("204") else body)

    def take(self, _target: str, peer: socket.socket) -> None:
        head, _blank, body = self.listener.heads[-1].encode("latin-1").partition(b"\r\n\r\n")
        lines = head.decode("latin-1").split("\r\n")
        headers = {name.lower(): value.strip() for name, _colon, value in (line.partition(":") for line in lines[1:])}
        while len(body) < int(headers["content-length"]) and (block := peer.recv(65536)):
            body += block
        self.calls.append(Call(lines[0], headers, body))
        peer.sendall(self._answer)


@contextmanager
def receiving() -> Iterator[Receiver]:
    with listening() as listener:
        receiver = Receiver(listener)
        receiver.answers("200 OK")
        listener.pages["/hook"] = receiver.take
        yield receiver
