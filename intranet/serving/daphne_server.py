"""Daphne, with what it has no bounds for: bodies, slow readers, and an end that lets people finish.

Stock Daphne writes a whole body to disk before the application is asked, queues without limit what a client does not
read, and cuts every request off at SIGTERM. Here its protocol classes are extended; daphne.server is given ours for
its own, which is all the patching there is. Twisted's buffer fields are private: tests/platform hold them still.
"""

from __future__ import annotations

import asyncio
import logging
import signal
import socket
import sys
import time
from collections.abc import Callable
from typing import Any
from urllib.parse import unquote

import daphne.server as daphne  # first: it installs Twisted's reactor
from daphne.http_protocol import HTTPFactory, WebRequest
from daphne.ws_protocol import WebSocketFactory, WebSocketProtocol
from twisted.internet import reactor as _reactor
from twisted.internet.defer import Deferred
from twisted.internet.endpoints import AdoptedStreamServerEndpoint

from . import bounds, lifecycle
from .limit import most_bytes, too_large
from .protocol import Application, Scope
from .refusals import language_of, words

reactor: Any = _reactor  # its stubs describe the interface and not the object

log = logging.getLogger(__name__)


def unread_bytes(transport: Any) -> int:
    """What has been written to this connection and not been taken by the kernel, so not by the client."""
    return len(transport.dataBuffer) - transport.offset + transport._tempDataLen


class Request(WebRequest):
    """Refuses a body before it is written anywhere; makes ``send`` wait for the client."""

    _most = _received = 0
    _refused = False
    _stalled_since: float | None = None
    _unread = 0

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        # Twisted would parse forms as well, in memory.
        super().__init__(*args, **kwargs, parsePOSTFormSubmission=False)
        self.writable = asyncio.Event()
        self.writable.set()

    # --- The body comes in --------------------------------------------------------------------------------------

    def gotLength(self, length: int | None) -> None:
        self._most = most_bytes(self._early_path())
        too_much = length is not None and length > self._most
        super().gotLength(0 if too_much else length)
        if too_much:
            self._refuse()

    def handleContentChunk(self, data: bytes) -> None:
        self._received += len(data)
        if self._refused:
            return
        if self._received > self._most:
            self._refuse()
        else:
            super().handleContentChunk(data)

    def process(self) -> Any:
        if self._refused:
            return self.channel.loseConnection()
        if not self.path.startswith(b"/"):  # an absolute address, whose host is not the Host header's
            return self.basic_error(400, b"Bad Request", "The address must begin with a slash.")
        return super().process()

    def _early_path(self) -> str:
        return unquote(self.channel._path.partition(b"?")[0].decode("latin-1"))

    def _language(self) -> str:
        return language_of(", ".join(self.requestHeaders.getRawHeaders("accept-language", [])))

    def _refuse(self) -> None:
        self._refused = True
        waits_for_us = self.requestHeaders.hasHeader(b"expect")
        self.requestHeaders.removeHeader(b"expect")  # or the channel says 100 Continue
        said, hangs_up = too_large(self._most), (b"connection", b"close")
        headers, body = words(self._early_path(), 413, said, self._language(), hangs_up)
        lines = [b"HTTP/1.1 413 Content Too Large", *(name + b": " + text for name, text in headers), b"", body]
        self.channel.transport.write(b"\r\n".join(lines))
        reactor.callLater(0 if waits_for_us else bounds.LINGER_SECONDS, self.channel.loseConnection)

    # --- The answer goes out ------------------------------------------------------------------------------------

    def handle_reply(self, message: dict[str, Any]) -> None:
        if message.get("type") == "http.response.start" and not self.finished and self.channel and not self.producer:
            self.registerProducer(self, True)
        super().handle_reply(message)

    def pauseProducing(self) -> None:
        """The client is slower than we are: Twisted's buffer is full."""
        self.writable.clear()
        self._stalled_since, self._unread = time.monotonic(), unread_bytes(self.transport)

    def resumeProducing(self) -> None:
        self.writable.set()
        self._stalled_since = None

    def stopProducing(self) -> None:
        self.resumeProducing()

    def check_timeouts(self) -> None:
        if not self._response_started:
            super().check_timeouts()
        elif self._stalled_since is not None:
            unread, now = unread_bytes(self.transport), time.monotonic()
            if unread < self._unread:
                self._stalled_since, self._unread = now, unread
            elif now - self._stalled_since > bounds.STALL_SECONDS:
                self.transport.abortConnection()

    def finish(self) -> None:
        self.unregisterProducer()
        self.resumeProducing()
        super().finish()

    def connectionLost(self, reason: Any) -> None:
        self.resumeProducing()
        super().connectionLost(reason)

    def application_ended(self, _: asyncio.Future) -> None:
        """An answer that broke off must not look whole, nor leave the client waiting for the rest."""
        if self.finished or self.channel is None:
            return
        if self._response_started:
            self.transport.abortConnection()
        else:
            self.basic_error(500, b"Internal Server Error", "Something broke on our side.")

    def handle_exception(self, exception: BaseException) -> None:
        """Nothing: ``application_ended`` has answered. The stock method raises, and with it dies Daphne's reaper."""


class Socket(WebSocketProtocol):
    """Is cut off when too much of what was sent to it is unread."""

    def serverSend(self, content: Any, binary: bool = False) -> None:
        if unread_bytes(self.transport) > bounds.UNREAD_BYTES:
            self.transport.abortConnection()
        else:
            super().serverSend(content, binary)

    def serverClose(self, code: int | None = None) -> None:
        """Also with the codes of the protocol itself (1008, 1009, 1013), which Autobahn keeps from applications."""
        self.sendCloseFrame(code=1000 if code is None else code)


class RequestFactory(HTTPFactory):
    def __init__(self, server: Server) -> None:
        super().__init__(server)
        self.timeOut = bounds.BODY_SECONDS  # without a byte of a head or a body, or between requests

    def buildProtocol(self, addr: Any) -> Any:
        channel = super().buildProtocol(addr)
        channel.requestFactory = Request
        return channel


class SocketFactory(WebSocketFactory):
    protocol = Socket


class Server(daphne.Server):
    """Begins with the lifecycle, ends by draining."""

    def __init__(
        self, listener: socket.socket, listening: Callable[[], None], draining: Callable[[], None], **options: Any
    ) -> None:
        super().__init__(**options, endpoints=["the listener"], ready_callable=self._ready)
        self.listener, self.listening, self.draining = listener, listening, draining
        self.ports: list[Any] = []
        self.end: asyncio.Task[None] | None = None
        self.failed = False

    def run(self) -> None:
        daphne.HTTPFactory, daphne.WebSocketFactory = RequestFactory, SocketFactory
        daphne.serverFromString = self._adopt  # in words, an endpoint cannot say that it speaks IPv6
        super().run()
        if self.failed:
            sys.exit(3)  # as uvicorn does

    def _adopt(self, clock: Any, _: str) -> AdoptedStreamServerEndpoint:
        return AdoptedStreamServerEndpoint(clock, self.listener.detach(), self.listener.family)

    def listen_success(self, port: Any) -> None:
        self.ports.append(port)
        super().listen_success(port)

    def _ready(self) -> None:
        self.loop = asyncio.get_event_loop()
        for name in (signal.SIGTERM, signal.SIGINT):
            self.loop.add_signal_handler(name, self._told_to_stop)
        self.beginning = self.loop.create_task(self._begin())

    async def _begin(self) -> None:
        try:
            await lifecycle.start()
            self.listening()
        except Exception:
            log.exception("The server cannot start")
            self.failed = True
            reactor.stop()

    def _told_to_stop(self) -> None:
        if self.end:
            reactor.stop()  # told twice
        else:
            self.end = self.loop.create_task(self._drain())

    async def _drain(self) -> None:
        self.draining()
        for port in self.ports:
            port.stopListening()
        for protocol in list(self.connections):
            if isinstance(protocol, Socket) and protocol.state == protocol.STATE_OPEN:
                protocol.sendCloseFrame(code=1012, isReply=False)
        try:
            async with asyncio.timeout(bounds.DRAIN_SECONDS):
                while self._is_busy():
                    await asyncio.sleep(0.05)
        except TimeoutError:
            log.warning("Cutting off what has not ended %s seconds after it was asked to", bounds.DRAIN_SECONDS)
        reactor.stop()

    def _is_busy(self) -> bool:
        return bool(reactor.getWriters()) or any("disconnected" not in about for about in self.connections.values())

    def create_application(self, protocol: Any, scope: Scope) -> Any:
        queue = super().create_application(protocol, scope)
        application = self.connections.get(protocol, {}).get("application_instance")
        if application and isinstance(protocol, Request):
            application.add_done_callback(protocol.application_ended)
        return queue

    async def handle_reply(self, protocol: Any, message: dict[str, Any]) -> None:
        await super().handle_reply(protocol, message)
        if isinstance(protocol, Request):
            await protocol.writable.wait()

    def kill_all_applications(self) -> Deferred:
        return Deferred.fromFuture(asyncio.ensure_future(self._wind_up(), loop=self.loop))

    async def _wind_up(self) -> None:
        # A connection that has just been reaped has no application any more; the stock method trips over it.
        each = [about.get("application_instance") for about in self.connections.values()]
        running = [application for application in each if application]
        for application in running:
            application.cancel()
        await asyncio.gather(*running, return_exceptions=True)
        await lifecycle.stop()


def run(
    application: Application,
    listener: socket.socket,
    *,
    listening: Callable[[], None],
    draining: Callable[[], None],
) -> None:
    """Serve until SIGTERM or SIGINT, then until what has begun is answered or DRAIN_SECONDS are over."""
    Server(
        listener,
        listening,
        draining,
        application=application,
        signal_handlers=False,
        http_timeout=bounds.ANSWER_SECONDS,
        request_buffer_size=2**16,
        websocket_max_message_size=bounds.FRAME_BYTES,
        websocket_max_frame_size=bounds.FRAME_BYTES,
        server_name=None,
    ).run()
