"""A small web server on the loopback: it counts who knocks, and answers what a test tells it to."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

Answer = Callable[[str, socket.socket], None]


@dataclass
class Listener:
    port: int
    # The target of each request, in order; "" for who connected and said nothing.
    asked: list[str] = field(default_factory=list)
    heads: list[str] = field(default_factory=list)
    pages: dict[str, bytes | Answer] = field(default_factory=dict)

    def page(self, path: str, body: bytes, *, status: str = "200 OK", **headers: str) -> None:
        lines = {"Content-Type": "text/html; charset=utf-8", "Content-Length": str(len(body))}
        lines |= {name.replace("_", "-").title(): value for name, value in headers.items()}
        head = f"HTTP/1.1 {status}\r\n" + "".join(f"{name}: {value}\r\n" for name, value in lines.items())
        self.pages[path] = head.encode() + b"\r\n" + body

    def leads(self, path: str, to: str, status: str = "302 Found") -> None:
        self.page(path, b"", status=status, location=to)

    def _serve(self, peer: socket.socket) -> None:
        with peer:
            peer.settimeout(20)
            try:
                head = b""
                while b"\r\n\r\n" not in head and (block := peer.recv(4096)):
                    head += block
                target = head.split(b" ")[1].decode() if head else ""
                self.asked.append(target)
                self.heads.append(head.decode("latin-1"))
                answer = self.pages.get(target, b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n")
                if callable(answer):
                    answer(target, peer)
                else:
                    peer.sendall(answer)
            except OSError:
                return


@contextmanager
def listening(family: socket.AddressFamily = socket.AF_INET, host: str = "127.0.0.1") -> Iterator[Listener]:
    with socket.socket(family, socket.SOCK_STREAM) as door:
        door.bind((host, 0))
        door.listen(64)
        listener = Listener(door.getsockname()[1])

        def attend() -> None:
            while True:
                try:
                    peer, _address = door.accept()
                except OSError:
                    return
                threading.Thread(target=listener._serve, args=(peer,), daemon=True).start()

        threading.Thread(target=attend, daemon=True).start()
        try:
            yield listener
        finally:
            door.shutdown(socket.SHUT_RDWR)
