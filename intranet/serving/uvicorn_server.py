"""Uvicorn, with the bounds that it leaves to a proxy: on the head of a request, and on clients that stop reading."""

from __future__ import annotations

import asyncio
import contextlib
import signal
import socket
from collections.abc import Callable, Iterator
from typing import Any

import uvicorn
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol

from . import bounds
from .protocol import Application

_HEAD_TOO_LARGE = b"HTTP/1.1 431 Request Header Fields Too Large\r\nconnection: close\r\ncontent-length: 0\r\n\r\n"


class CutsStalledReaders:
    """Ends a connection that has something to read and has read nothing of it for STALL_SECONDS.

    Closing would wait for the rest to be read, which is what will not happen; so it is aborted.
    """

    loop: asyncio.AbstractEventLoop
    transport: asyncio.Transport
    _look: asyncio.TimerHandle | None = None

    def pause_writing(self) -> None:
        super().pause_writing()  # type: ignore[misc]
        self._look_later()

    def resume_writing(self) -> None:
        super().resume_writing()  # type: ignore[misc]
        self._stop_looking()

    def connection_lost(self, problem: Exception | None) -> None:
        self._stop_looking()
        super().connection_lost(problem)  # type: ignore[misc]

    def _look_later(self) -> None:
        self._look = self.loop.call_later(bounds.STALL_SECONDS, self._judge, self.transport.get_write_buffer_size())

    def _judge(self, unread: int) -> None:
        if self.transport.get_write_buffer_size() >= unread:
            self.transport.abort()
        else:
            self._look_later()

    def _stop_looking(self) -> None:
        if self._look:
            self._look.cancel()
            self._look = None


class Http(CutsStalledReaders, HttpToolsProtocol):
    """A request's head is at most HEAD_BYTES long and is there within HEAD_SECONDS."""

    _head_bytes = 0
    _head_due: asyncio.TimerHandle | None = None

    @property
    def is_unheard(self) -> bool:
        """Connected, and no request has come yet."""
        return self.cycle is None and self._head_due is not None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._await_head()

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        if self._head_due:
            self._head_bytes += len(data)
            if self._head_bytes > bounds.HEAD_BYTES:
                self.transport.write(_HEAD_TOO_LARGE)
                self.transport.close()

    def on_message_begin(self) -> None:
        super().on_message_begin()
        self._await_head()

    def on_headers_complete(self) -> None:
        self._head_is_there()
        super().on_headers_complete()

    def connection_lost(self, problem: Exception | None) -> None:
        self._head_is_there()
        super().connection_lost(problem)

    def _await_head(self) -> None:
        if not self._head_due:
            self._head_bytes = 0
            self._head_due = self.loop.call_later(bounds.HEAD_SECONDS, self.transport.close)

    def _head_is_there(self) -> None:
        if self._head_due:
            self._head_due.cancel()
            self._head_due = None


class Socket(CutsStalledReaders, WebSocketsSansIOProtocol):
    pass


class Server(uvicorn.Server):
    """Tells when it listens and when it begins to drain, and survives the signal that ends it."""

    def __init__(self, config: uvicorn.Config, listening: Callable[[], None], draining: Callable[[], None]) -> None:
        super().__init__(config)
        self.listening, self.draining = listening, draining

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.listening()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self.draining()
        for server in self.servers:
            server.close()
        await self._hear_out()
        await super().shutdown(sockets)

    async def _hear_out(self) -> None:
        """Whoever was let in has a moment to say what they want: uvicorn would hang up on them, unheard."""
        until = asyncio.get_running_loop().time() + bounds.HEAR_OUT_SECONDS
        while asyncio.get_running_loop().time() < until and any(
            isinstance(one, Http) and one.is_unheard for one in self.server_state.connections
        ):
            await asyncio.sleep(0.02)

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Uvicorn puts the old handlers back and raises the signal again, which would end us before the jobs have."""
        for name in (signal.SIGTERM, signal.SIGINT):
            signal.signal(name, self.handle_exit)
        yield


def run(
    application: Application,
    listener: socket.socket,
    *,
    listening: Callable[[], None],
    draining: Callable[[], None],
    **changes: Any,
) -> None:
    """Serve until SIGTERM or SIGINT, then until what has begun is answered or DRAIN_SECONDS are over."""
    options: dict[str, Any] = {
        "loop": "uvloop",
        "http": Http,
        "ws": Socket,
        "ws_per_message_deflate": False,
        "ws_max_size": bounds.FRAME_BYTES,
        "lifespan": "on",
        "log_config": None,
        "access_log": False,
        "server_header": False,
        "proxy_headers": False,  # forwarded.py does it, for both servers
        "timeout_graceful_shutdown": bounds.DRAIN_SECONDS,
    }
    config = uvicorn.Config(application, **(options | changes))
    Server(config, listening, draining).run([listener])
