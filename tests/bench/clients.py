"""Load generators: many sockets that listen, and one reader after another that loads a page.

The socket client is written by hand on asyncio: it takes a third of the CPU of a library, so that on two cores the
client is not the limit. Latency counts from the moment a message was due, so a stalled client cannot hide a queue.
"""

from __future__ import annotations

import asyncio
import base64
import os
import re
import struct
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field

MARK = re.compile(rb"=(\d{12,})=")
Say = Callable[[str], Awaitable[None]]


@dataclass
class Crowd:
    """Sockets that listen, and what they have heard: the latency of each delivery in milliseconds. Where ``sign`` is
    given, frames with it count, and ``heard`` is when they came, in milliseconds of the monotonic clock."""

    heard: list[float] = field(default_factory=list)
    lost: int = 0
    sockets: list[Socket] = field(default_factory=list)
    sign: bytes = b""

    async def gather(self, port: int, path: str, cookies: Sequence[str], *, hello: str = "", origin: str = "") -> None:
        """Open a socket for each cookie; ``hello`` is the first thing each says."""
        loop, few = asyncio.get_running_loop(), asyncio.Semaphore(20)

        async def join(cookie: str) -> None:
            async with few:
                _transport, socket = await loop.create_connection(
                    lambda: Socket(self, port, path, cookie, origin), "127.0.0.1", port
                )
                await asyncio.wait_for(socket.ready, 60)
                if hello:
                    socket.say(hello)
                self.sockets.append(socket)

        await asyncio.gather(*(join(cookie) for cookie in cookies))

    def leave(self) -> None:
        for socket in self.sockets:
            socket.close()


class Socket(asyncio.Protocol):
    def __init__(self, crowd: Crowd, port: int, path: str, cookie: str, origin: str) -> None:
        self.crowd, self.request = crowd, (port, path, cookie, origin)
        self.ready: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.rest = b""
        self.closing = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        port, path, cookie, origin = self.request
        key = base64.b64encode(os.urandom(16)).decode()
        lines = [
            f"GET {path} HTTP/1.1",
            f"Host: 127.0.0.1:{port}",
            "Upgrade: websocket",
            "Connection: Upgrade",
            "Sec-WebSocket-Version: 13",
            f"Sec-WebSocket-Key: {key}",
            *([f"Cookie: {cookie}"] if cookie else []),
            *([f"Origin: {origin}"] if origin else []),
        ]
        transport.write(("\r\n".join(lines) + "\r\n\r\n").encode())

    def data_received(self, data: bytes) -> None:
        data = self.rest + data
        if not self.ready.done():
            head, end, data = data.partition(b"\r\n\r\n")
            if not end:
                self.rest = head
                return
            if b" 101 " not in head.split(b"\r\n")[0]:
                self.ready.set_exception(RuntimeError(head[:200].decode("latin-1")))
                return
            self.ready.set_result(None)
        self.rest = self._frames(data)

    def _frames(self, data: bytes) -> bytes:
        place = 0
        while len(data) - place >= 2:
            opcode, length, start = data[place] & 15, data[place + 1], place + 2
            if length == 126:
                if len(data) - place < 4:
                    break
                length, start = struct.unpack_from(">H", data, place + 2)[0], place + 4
            elif length == 127:
                if len(data) - place < 10:
                    break
                length, start = struct.unpack_from(">Q", data, place + 2)[0], place + 10
            if len(data) < start + length:
                break
            payload = data[start : start + length]
            place = start + length
            if opcode == 9:
                self._send(10, payload)
            elif opcode == 1 and self.crowd.sign:
                if self.crowd.sign in payload:
                    self.crowd.heard.append(time.monotonic() * 1000)
            elif opcode == 1 and (mark := MARK.search(payload)):
                self.crowd.heard.append((time.monotonic_ns() - int(mark[1])) / 1e6)
        return data[place:]

    def connection_lost(self, exc: Exception | None) -> None:
        if not self.closing:
            self.crowd.lost += 1
        if not self.ready.done():
            self.ready.set_exception(RuntimeError(f"lost: {exc}"))

    def say(self, text: str) -> None:
        self._send(1, text.encode())

    def close(self) -> None:
        self.closing = True
        self.transport.close()

    def _send(self, opcode: int, payload: bytes) -> None:
        length = bytes([128 | len(payload)]) if len(payload) < 126 else b"\xfe" + struct.pack(">H", len(payload))
        self.transport.write(bytes([128 | opcode]) + length + b"\0\0\0\0" + payload)  # a mask of zeros is allowed


async def talk(crowd: Crowd, say: Say, *, rate: float, seconds: float, drain: float = 10) -> int:
    """``rate`` messages a second for ``seconds``; gives how many, when all are heard or ``drain`` seconds are over."""
    crowd.heard.clear()
    start, sent, under_way = time.monotonic(), 0, []
    while (due := start + sent / rate) < start + seconds:
        await asyncio.sleep(max(due - time.monotonic(), 0))
        under_way.append(asyncio.ensure_future(say(f"={int(due * 1e9)}= a line of the length that lines have")))
        sent += 1
    await asyncio.gather(*under_way)
    deadline = time.monotonic() + drain
    while len(crowd.heard) < sent * len(crowd.sockets) and time.monotonic() < deadline:
        await asyncio.sleep(0.05)
    return sent


class Reader:
    """A keep-alive HTTP/1.1 client, one request after the other."""

    def __init__(self, port: int, cookie: str = "", *headers: str) -> None:
        self.port, self.cookie = port, cookie
        self.more = "".join(f"{header}\r\n" for header in headers)
        self.streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def ask(self, path: str, *, method: str = "GET", body: bytes = b"") -> tuple[int, bytes]:
        was_open = self.streams is not None
        if self.streams is None:
            self.streams = await asyncio.open_connection("127.0.0.1", self.port)
        reader, writer = self.streams
        cookie = f"Cookie: {self.cookie}\r\n" if self.cookie else ""
        host, length = f"Host: 127.0.0.1:{self.port}\r\n", f"Content-Length: {len(body)}\r\n"
        head = f"{method} {path} HTTP/1.1\r\n{host}{cookie}{self.more}{length}\r\n"
        writer.write(head.encode() + body)
        try:
            answer = await reader.readuntil(b"\r\n\r\n")
        except (asyncio.IncompleteReadError, ConnectionError):
            if not was_open:
                raise
            # It had been idle for too long, and the server had hung up before it could hear this.
            self.streams = None
            return await self.ask(path, method=method, body=body)
        length = re.search(rb"(?i)\r\ncontent-length: (\d+)", answer)
        content = await reader.readexactly(int(length[1])) if length else b""
        if b"connection: close" in answer.lower():
            writer.close()
            self.streams = None
        return int(answer.split(b" ", 2)[1]), content
