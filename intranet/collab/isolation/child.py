"""The worker process: it meets what strangers send, and may die of it. It has no Django, no database and no secrets.

It answers one message after the other, and ends when nobody is at the other end of the line.
"""

from __future__ import annotations

import json
import resource
import signal
import socket

from pycrdt import merge_updates

from intranet.collab import crdt, limits

from .kept import Kept
from .wire import packed, read

FAILED, DONE = b"failed", b"done"


class Shelf:
    """The documents that are open, and what one can ask about them."""

    def __init__(self) -> None:
        self.documents: dict[bytes, Kept] = {}

    def load(self, name: bytes, *updates: bytes) -> list[bytes]:
        kept = self.documents[name] = Kept(updates)
        return [kept.state()]

    def take(self, name: bytes, *updates: bytes) -> list[bytes]:
        """Strangers' updates: a verdict on each, how many new ones come of each, what there is now, all that is new in
        one, and each new one."""
        kept = self.documents[name]
        looked_at = [kept.take(update) for update in updates]
        new = [update for _, found in looked_at for update in found]
        verdicts = b"".join(verdict for verdict, _ in looked_at)
        return [verdicts, bytes(len(found) for _, found in looked_at), kept.state(), _as_one(new), *new]

    def follow(self, name: bytes, *updates: bytes) -> list[bytes]:
        """Updates of the log, which other processes have written."""
        kept = self.documents[name]
        for update in updates:
            kept.take(update, trusted=True)
        return [kept.state(), _as_one(updates)]

    def beyond(self, name: bytes, state: bytes) -> list[bytes]:
        return [self.documents[name].beyond(state)]

    def snapshot(self, name: bytes) -> list[bytes]:
        return [self.documents[name].snapshot()]

    def text(self, name: bytes) -> list[bytes]:
        return [crdt.text_of(self.documents[name].document).encode("utf-8", "replace")]

    def drop(self, name: bytes) -> list[bytes]:
        self.documents.pop(name, None)
        return []


def _as_one(updates: tuple[bytes, ...] | list[bytes]) -> bytes:
    if not updates:
        return crdt.NOTHING
    return updates[0] if len(updates) == 1 else merge_updates(*updates)


def answer(shelf: Shelf, message: list[bytes]) -> list[bytes]:
    what, *arguments = message
    try:
        return [DONE, *getattr(shelf, what.decode())(*arguments)]
    except BaseException as problem:  # a panic in Rust is no Exception
        return [FAILED, f"{type(problem).__name__}: {problem}".encode("utf-8", "replace")[:500]]


def serve(line: socket.socket) -> None:
    def exactly(length: int) -> bytes:
        pieces = bytearray()
        while len(pieces) < length:
            piece = line.recv(min(length - len(pieces), 2**20))
            if not piece:
                raise EOFError
            pieces += piece
        return bytes(pieces)

    shelf = Shelf()
    while True:
        try:
            message = read(exactly)
        except (EOFError, ConnectionError):
            return
        line.sendall(packed(answer(shelf, message)))


def main(descriptor: str, bounds: str) -> None:
    for name, value in json.loads(bounds).items():
        setattr(limits, name, value)
    # Whoever stops the server stops this by leaving the line.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_AS, (limits.WORKER_BYTES, limits.WORKER_BYTES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    serve(socket.socket(fileno=int(descriptor)))
