"""Django over WSGI, in a few threads, behind an ASGI server.

A thread is for computing an answer and for nothing else. The loop reads the body first, and sends the answer after;
a client that is slow, stalled or gone costs a socket and never a thread. Figures: docs/decisions/0002.
"""

from __future__ import annotations

import asyncio
import contextlib
import contextvars
import logging
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

from django.utils.translation import gettext as _

from . import bounds
from .bodies import Body, TooSlow, read_body
from .environ import environ_of
from .protocol import Receive, Scope, Send
from .refusals import language_of_scope, refuse, refuse_unread, words
from .streaming import Gone, Pipe
from .waiting_room import Full, Places, Turn, WaitingRoom

RETRY = (b"retry-after", b"2")
# Asked by supervisors and proxies: a crowd must not make us look dead, or it is sent to the next process.
VITAL = frozenset({"/healthz", "/readyz"})

log = logging.getLogger(__name__)


def too_busy() -> str:
    return _("The server is busy. Try again in a moment.")


def too_slow() -> str:
    return _("The request took too long to arrive.")


class WrongLength(Exception):
    """An answer is not as long as its Content-Length says; sent, it would run into the next one."""


class File:
    """What ``wsgi.file_wrapper`` returns: read and sent by the loop, from where it stands."""

    def __init__(self, file: Any, block: int = 0) -> None:
        self.read, self.close = file.read, getattr(file, "close", lambda: None)


class Start(dict):
    """The http.response.start message that ``start_response`` fills in."""

    def __init__(self) -> None:
        super().__init__(type="http.response.start")
        self.length: int | None = None

    def __call__(self, status: str, headers: list[tuple[str, str]], exc_info: object = None) -> None:
        self["status"] = int(status.split(" ", 1)[0])
        # Django's Set-Cookie values begin with a space.
        self["headers"] = [(name.lower().encode("latin-1"), text.strip().encode("latin-1")) for name, text in headers]
        self.length = next((int(text) for name, text in self["headers"] if name == b"content-length"), None)


class Lane:
    """A bounded pool of threads, and a bounded wait in front of it."""

    def __init__(self, name: str, threads: int, waiting: int, *, alone_for: float = 0.0) -> None:
        self.room = WaitingRoom(threads, waiting, alone_for=alone_for)
        self.pool = ThreadPoolExecutor(threads, name)


class Bridge:
    """The ASGI application: a lane for everybody, and a narrow one for questions of health."""

    def __init__(self, wsgi: Callable, *, threads: int = 4, waiting: int = 64) -> None:
        self.wsgi = wsgi
        self.lane = Lane("http", threads, waiting, alone_for=bounds.ALONE_SECONDS)
        self.vital = Lane("vital", 1, 16)
        self.disk = ThreadPoolExecutor(2, "disk")
        self.uploads = Places(bounds.UPLOADS)
        # An answer made piece by piece keeps its thread as long as its client reads: half of them at most.
        self.streams = threading.BoundedSemaphore(max(1, threads // 2))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        address = (scope.get("client") or ("",))[0]
        try:
            body = await self._body(scope, receive, address)
        except TooSlow:
            await refuse_unread(scope, receive, send, 408, too_slow)
            return
        except Full:
            await refuse_unread(scope, receive, send, 503, too_busy, RETRY)
            return
        if body is None:
            return
        exchange = Exchange(self, scope, receive, send, body)
        try:
            turn = exchange.lane.room.ask(address)
        except Full:
            body.file.close()
            await refuse(scope, send, 503, too_busy, RETRY)
            return
        await exchange.run(turn)

    def lane_of(self, scope: Scope) -> Lane:
        return self.vital if scope["path"] in VITAL else self.lane

    async def _body(self, scope: Scope, receive: Receive, address: str) -> Body | None:
        if not any(name in (b"content-length", b"transfer-encoding") for name, _ in scope["headers"]):
            return await read_body(receive)
        with self.uploads.one_for(address):
            return await read_body(receive)


class Exchange:
    """One request and its answer."""

    def __init__(self, bridge: Bridge, scope: Scope, receive: Receive, send: Send, body: Body) -> None:
        self.bridge, self.scope, self.receive, self.send, self.body = bridge, scope, receive, send, body
        self.lane = bridge.lane_of(scope)
        self.loop = asyncio.get_running_loop()
        self.watcher: asyncio.Task[None] | None = None
        self.sender: asyncio.Task[None] | None = None

    async def run(self, turn: Turn) -> None:
        try:
            if await self._wait_for(turn):
                await self._answer(turn)
        finally:
            for task in (self.watcher, self.sender):
                if task:
                    task.cancel()

    async def _wait_for(self, turn: Turn) -> bool:
        """False when the client has left before its turn: then there is nothing to do."""
        if turn.done():
            return True
        watcher = self._when_gone(turn.cancel)
        try:
            await turn
        except asyncio.CancelledError:
            if not watcher.done():
                self._give_up(turn)
                raise
        if watcher.done():
            self._give_up(turn)
            return False
        return True

    def _give_up(self, turn: Turn) -> None:
        self.body.file.close()
        if not turn.cancelled():
            self.lane.room.hand_back(turn)

    async def _answer(self, turn: Turn) -> None:
        call = contextvars.copy_context().run  # what a view sets (its language) ends with the request
        work = self.lane.pool.submit(call, self._respond)
        try:
            start, rest = await asyncio.wrap_future(work)
        finally:
            self._finish_with(work, turn)
        if self.sender:
            await self.sender
        elif isinstance(rest, File):
            await self._send_file(start, rest)
        else:
            await self.send(start)
            await self.send({"type": "http.response.body", "body": rest})

    def _finish_with(self, work: Future, turn: Turn) -> None:
        """Hand the turn back when the thread is free, which is later than now if this task was cancelled."""

        def finish() -> None:
            self.body.file.close()
            self.lane.room.hand_back(turn)

        if work.done():
            finish()
        else:
            work.add_done_callback(lambda _: self._tell_loop(finish))

    def _tell_loop(self, step: Callable[[], object]) -> None:
        with contextlib.suppress(RuntimeError):  # the loop has ended, and the process is about to
            self.loop.call_soon_threadsafe(step)

    # --- In a thread -------------------------------------------------------------------------------------------

    def _respond(self) -> tuple[Start, bytes | File]:
        """The answer, to be sent in one go; or a File; or nothing, when ``sender`` has it."""
        start = Start()
        environ = environ_of(self.scope, self.body, File)
        try:
            result = self.bridge.wsgi(environ, start)
            if isinstance(result, File) and not self._is_small(start):
                return start, result
            try:
                if isinstance(result, File):
                    whole = result.read(start.length)
                elif getattr(result, "streaming", not isinstance(result, list | tuple)):
                    return self._stream(start, result)
                else:
                    whole = b"".join(result)
            finally:
                # Here and not in the loop: it gives back the database connection, which is this thread's.
                getattr(result, "close", lambda: None)()
            self._settle_length(start, len(whole))
        except BaseException:  # also SystemExit and panics of Rust libraries: in the loop they would end the server
            log.exception("%s %s failed outside Django", self.scope["method"], self.scope["path"])
            return _apology(), b"Internal Server Error\n"
        return start, whole

    def _settle_length(self, start: Start, size: int) -> None:
        if start.length is None and self._has_body(start):
            start["headers"].append((b"content-length", b"%d" % size))
        self._check_length(start, size)

    def _check_length(self, start: Start, size: int) -> None:
        if start.length not in (None, size) and self._has_body(start):
            raise WrongLength(f"Content-Length says {start.length}, the body has {size} bytes")

    def _is_small(self, start: Start) -> bool:
        return start.length is not None and start.length <= bounds.BLOCK_BYTES and self._has_body(start)

    def _has_body(self, start: Start) -> bool:
        return self.scope["method"] != "HEAD" and start["status"] not in (204, 304)

    def _stream(self, start: Start, chunks: Any) -> tuple[Start, bytes]:
        if not self.bridge.streams.acquire(blocking=False):
            busy = Start()
            busy["status"] = 503
            busy["headers"], body = words(self.scope["path"], 503, too_busy, language_of_scope(self.scope), RETRY)
            return busy, body
        pipe = Pipe(self.loop)
        whole = False
        try:
            self.loop.call_soon_threadsafe(self._begin_sending, start, pipe)
            if self._has_body(start):
                self._pour(start, chunks, pipe)
            whole = True
        except Gone:
            pass
        except BaseException:
            log.exception("%s %s broke off", self.scope["method"], self.scope["path"])
        finally:
            pipe.end(broken=not whole)
            self.bridge.streams.release()
        return start, b""

    def _pour(self, start: Start, chunks: Any, pipe: Pipe) -> None:
        size = 0
        for chunk in chunks:
            size += len(chunk)
            if start.length is not None and size > start.length:
                break
            pipe.put(chunk)
        self._check_length(start, size)

    # --- In the loop -------------------------------------------------------------------------------------------

    def _when_gone(self, step: Callable[[], object]) -> asyncio.Task[None]:
        """Call ``step`` when the client leaves; watching begins only where somebody needs to know."""

        async def watch() -> None:
            while (await self.receive())["type"] != "http.disconnect":
                pass
            step()

        if self.watcher:
            self.watcher.cancel()
        self.watcher = self.loop.create_task(watch())
        return self.watcher

    def _begin_sending(self, start: Start, pipe: Pipe) -> None:
        self.sender = self.loop.create_task(self._send_stream(start, pipe))

    async def _send_stream(self, start: Start, pipe: Pipe) -> None:
        self._when_gone(pipe.leave)
        try:
            await self.send(start)
            async for data in pipe.gathered():
                await self.send({"type": "http.response.body", "body": data, "more_body": True})
        except BaseException:
            pipe.leave()
            raise
        if not pipe.broken:
            await self.send({"type": "http.response.body", "body": b""})

    async def _send_file(self, start: Start, file: File) -> None:
        """No HTTP thread is held: blocks are read in the disk threads, and ``send`` waits for the client."""
        read = self.loop.run_in_executor
        left = start.length if self._has_body(start) else 0
        gone = asyncio.Event()
        self._when_gone(gone.set)
        try:
            await self.send(start)
            while not gone.is_set() and left != 0:
                size = bounds.BLOCK_BYTES if left is None else min(left, bounds.BLOCK_BYTES)
                block = await read(self.bridge.disk, file.read, size)
                if not block:
                    break
                left = None if left is None else left - len(block)
                await self.send({"type": "http.response.body", "body": block, "more_body": True})
            if not gone.is_set() and not left:
                await self.send({"type": "http.response.body", "body": b""})
        finally:
            await asyncio.shield(read(self.bridge.disk, file.close))


def _apology() -> Start:
    start = Start()
    start("500 Internal Server Error", [("Content-Type", "text/plain; charset=utf-8")])
    return start
