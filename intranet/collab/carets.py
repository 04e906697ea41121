"""Who is in a document and where: the awareness of y-protocols, kept in memory and never stored.

A browser says where its caret is; who it is says the server. A client's number belongs to the socket that was first to
use it, so nobody moves another's caret or speaks in another's name.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from . import limits
from .frames import Garbled, number, piece, with_length, written

if TYPE_CHECKING:
    from .sockets import PageSocket

# A state from another process that was not renewed for so long is of somebody who is gone: browsers renew every 15.
_FADES_AFTER = 45.0
_GONE = b"null"


@dataclass(slots=True)
class Caret:
    clock: int
    state: bytes
    # Whose; none for the sockets of other processes.
    socket: PageSocket | None
    heard_at: float


class Carets:
    def __init__(self) -> None:
        self.known: dict[int, Caret] = {}
        # What has changed since it was last sent out.
        self.news: set[int] = set()
        # The part of the news that came from here, which other processes do not have.
        self.ours: set[int] = set()

    # --- from a socket ------------------------------------------------------------------------------------------
    def take(self, socket: PageSocket, data: bytes) -> None:
        """Raises Garbled for what makes no sense; leaves out what belongs to others. (Stock clients repeat everybody's
        state, so that is no offence.)"""
        for client, clock, state in decoded(data):
            if self._may(socket, client):
                self._take(socket, client, clock, state)

    def _may(self, socket: PageSocket, client: int) -> bool:
        if socket.client is not None:
            return socket.client == client
        caret = self.known.get(client)
        # The person's own earlier socket, of which nobody has told us yet that it is dead.
        return caret is None or (caret.socket is not None and caret.socket.caller.person == socket.caller.person)

    def _take(self, socket: PageSocket, client: int, clock: int, state: bytes) -> None:
        caret = self.known.get(client)
        if caret is not None and clock < caret.clock:
            return
        said = stamped(state, socket.signature)
        if said is None:
            if socket.client == client:
                self.remove(socket)
            return
        if caret is not None and caret.socket is not None and caret.socket is not socket:
            caret.socket.client = None
        socket.client = client
        self._note(client, Caret(clock, said, socket, time.monotonic()), ours=True)

    def remove(self, socket: PageSocket) -> None:
        client, socket.client = socket.client, None
        if client is not None and (caret := self.known.get(client)) and caret.socket is socket:
            self._note(client, Caret(caret.clock + 1, _GONE, None, time.monotonic()), ours=True)

    def _note(self, client: int, caret: Caret, *, ours: bool) -> None:
        self.known[client] = caret
        self.news.add(client)
        if ours:
            self.ours.add(client)

    # --- from other processes -----------------------------------------------------------------------------------
    def hear(self, data: bytes) -> None:
        """Stamped where they came from."""
        for client, clock, state in decoded(data, most=2**24):
            caret = self.known.get(client)
            if caret is None or (caret.socket is None and clock > caret.clock):
                self._note(client, Caret(clock, state, None, time.monotonic()), ours=False)

    def fade(self) -> None:
        """Forget the carets of other processes that nobody renews."""
        moment = time.monotonic()
        for client, caret in self.known.items():
            if caret.socket is None and caret.state != _GONE and moment - caret.heard_at > _FADES_AFTER:
                self._note(client, Caret(caret.clock + 1, _GONE, None, moment), ours=False)

    # --- out ----------------------------------------------------------------------------------------------------
    def take_news(self) -> tuple[bytes, bytes]:
        """What is to be sent to the sockets here, and to other processes; empty where there is nothing."""
        here, elsewhere = self._said(self.news), self._said(self.ours)
        for client in self.news:
            if self.known[client].state == _GONE:
                del self.known[client]
        self.news, self.ours = set(), set()
        return here, elsewhere

    def everybody(self) -> bytes:
        return self._said([client for client, caret in self.known.items() if caret.state != _GONE])

    def _said(self, clients: Iterable[int]) -> bytes:
        pieces = [
            written(client) + written(self.known[client].clock) + with_length(self.known[client].state)
            for client in clients
        ]
        return written(len(pieces)) + b"".join(pieces) if pieces else b""


def decoded(data: bytes, *, most: int = limits.CARET_FRAME_BYTES) -> list[tuple[int, int, bytes]]:
    if len(data) > most:
        raise Garbled
    count, place = number(data, 0)
    if count * 3 > len(data) - place:
        raise Garbled
    said = []
    for _ in range(count):
        client, place = number(data, place)
        clock, place = number(data, place)
        state, place = piece(data, place)
        said.append((client, clock, state))
    return said


def stamped(state: bytes, signature: dict[str, Any]) -> bytes | None:
    """The state with our word on who it is; None for a farewell. Raises Garbled for what no editor says."""
    if state == _GONE:
        return None
    if len(state) > limits.CARET_BYTES:
        raise Garbled
    try:
        said = json.loads(state)
    except (ValueError, RecursionError):
        raise Garbled from None
    if not isinstance(said, dict):
        raise Garbled
    said["user"] = signature
    try:
        return json.dumps(said, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()
    except (ValueError, RecursionError):  # UnicodeEncodeError is one: half a character
        raise Garbled from None
