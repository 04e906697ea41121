"""What others rely on in servers whose authors never promised it. A new version that breaks one of these is refused."""

from __future__ import annotations

import asyncio

import pytest
import uvicorn
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from uvicorn.server import ServerState

from intranet.serving.uvicorn_server import Socket

from .kit import handshake


class Wire(asyncio.Transport):
    """A transport that remembers what was written."""

    def __init__(self) -> None:
        super().__init__()
        self.written: list[bytes] = []
        self.aborted = False

    def write(self, data: bytes) -> None:
        self.written.append(bytes(data))

    def get_extra_info(self, name: str, default: object = None) -> object:
        return default

    def is_closing(self) -> bool:
        return self.aborted

    def abort(self) -> None:
        self.aborted = True

    def close(self) -> None: ...

    def pause_reading(self) -> None: ...

    def resume_reading(self) -> None: ...

    def get_write_buffer_size(self) -> int:
        return sum(map(len, self.written))


@pytest.fixture(params=[WebSocketsSansIOProtocol, Socket])
async def socket(request: pytest.FixtureRequest) -> WebSocketsSansIOProtocol:
    """An open socket of uvicorn's, over a wire."""
    over = asyncio.Event()
    opened = asyncio.Event()

    async def application(scope: dict, receive: object, send: object) -> None:
        await receive()
        await send({"type": "websocket.accept"})
        opened.set()
        await over.wait()

    config = uvicorn.Config(application, ws_per_message_deflate=False, lifespan="off", log_config=None)
    config.load()
    protocol = request.param(config, ServerState(), {})
    protocol.connection_made(Wire())
    protocol.data_received(handshake())
    await opened.wait()
    protocol.transport.written.clear()
    yield protocol
    protocol.connection_lost(None)
    over.set()
    await asyncio.gather(*protocol.tasks)


async def test_a_writable_socket_sends_in_one_step(socket: WebSocketsSansIOProtocol) -> None:
    step = socket.send({"type": "websocket.send", "text": "now"})
    with pytest.raises(StopIteration):
        step.send(None)
    assert socket.transport.written == [b"\x81\x03now"]


async def test_a_paused_socket_has_written_nothing_when_the_step_is_closed(socket: WebSocketsSansIOProtocol) -> None:
    socket.pause_writing()
    step = socket.send({"type": "websocket.send", "text": "later"})
    step.send(None)
    step.close()
    socket.resume_writing()
    assert socket.transport.written == []


async def test_a_socket_that_is_writable_again_sends_what_is_given_to_it_anew(socket: WebSocketsSansIOProtocol) -> None:
    socket.pause_writing()
    step = socket.send({"type": "websocket.send", "text": "once"})
    step.send(None)
    step.close()
    socket.resume_writing()
    await socket.send({"type": "websocket.send", "text": "once"})
    assert socket.transport.written == [b"\x81\x04once"]


async def test_sending_to_a_lost_socket_raises_an_oserror(socket: WebSocketsSansIOProtocol) -> None:
    socket.disconnected = True
    with pytest.raises(OSError):  # noqa: PT011  (uvicorn's ClientDisconnected says nothing)
        await socket.send({"type": "websocket.send", "text": "late"})
