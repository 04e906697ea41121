"""From a thread that makes an answer piece by piece to the loop that sends it."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator

from . import bounds


class Gone(Exception):
    """The client has left, or has taken nothing for ``bounds.STALL_SECONDS``."""


class Pipe:
    """One thread puts chunks in, the loop takes out whatever has gathered: many small ones cost one send."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop
        self._room = threading.Condition()
        self._chunks: list[bytes] = []
        self._size = 0
        self._ended = self._gone = False
        self._news = asyncio.Event()
        self.broken = False

    # --- In the thread -----------------------------------------------------------------------------------------

    def put(self, chunk: bytes) -> None:
        with self._room:
            self._room.wait_for(lambda: self._gone or self._size < bounds.WINDOW_BYTES, bounds.STALL_SECONDS)
            if self._gone or self._size >= bounds.WINDOW_BYTES:
                raise Gone
            self._chunks.append(chunk)
            self._size += len(chunk)
            first = len(self._chunks) == 1
        if first:
            self._tell()

    def end(self, *, broken: bool = False) -> None:
        """Nothing more will come. ``broken``: the answer is not whole, so the connection must not look finished."""
        with self._room:
            self._ended, self.broken = True, broken
        self._tell()

    def _tell(self) -> None:
        self._loop.call_soon_threadsafe(self._news.set)

    # --- In the loop -------------------------------------------------------------------------------------------

    async def gathered(self) -> AsyncIterator[bytes]:
        while True:
            await self._news.wait()
            self._news.clear()
            with self._room:
                data, self._chunks, self._size = b"".join(self._chunks), [], 0
                ended = self._ended or self._gone
                self._room.notify()
            if data:
                yield data
            if ended:
                return

    def leave(self) -> None:
        """The client has gone: the thread's next ``put`` raises, and nothing more is taken out."""
        with self._room:
            self._gone = self.broken = True
            self._room.notify()
        self._news.set()
