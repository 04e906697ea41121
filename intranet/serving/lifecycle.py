"""When the event loop begins and ends, for those who need it: the hub learns its loop here.

    on_start(open_the_bus)
    on_stop(close_the_bus)

Callbacks are coroutine functions, run inside the loop. A server that speaks the lifespan protocol runs them when it
starts and when it has drained; for every other server the first connection does. Register them in ``ready()``.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable

from .protocol import Application, Receive, Scope, Send

Callback = Callable[[], Awaitable[None]]
log = logging.getLogger(__name__)
_starts: list[Callback] = []
_stops: list[Callback] = []


class _State:
    """Which loop has been started, and whether we are on our way out."""

    loop: asyncio.AbstractEventLoop | None = None
    starting: asyncio.Task[None] | None = None
    draining = False


_state = _State()


def on_start(callback: Callback) -> Callback:
    """Run ``callback`` once in the server's loop, before the first request is answered."""
    _starts.append(callback)
    return callback


def on_stop(callback: Callback) -> Callback:
    """Run ``callback`` in the loop when the last request has been answered; the last registered runs first."""
    _stops.append(callback)
    return callback


async def start() -> None:
    """Run the start callbacks, once for each loop. Whoever comes meanwhile waits; after a failure the next tries."""
    loop = asyncio.get_running_loop()
    if _state.loop is loop:
        return
    if _state.starting is None or _state.starting.get_loop() is not loop:
        _state.starting = loop.create_task(_run_starts(loop))
    await asyncio.shield(_state.starting)


async def _run_starts(loop: asyncio.AbstractEventLoop) -> None:
    try:
        for callback in _starts:
            await callback()
        _state.loop = loop
    finally:
        _state.starting = None


async def stop() -> None:
    """Run the stop callbacks of a loop that was started. One that fails does not keep the others from running."""
    if _state.loop is not asyncio.get_running_loop():
        return
    _state.loop = None
    for callback in reversed(_stops):
        try:
            await callback()
        except Exception:
            log.exception("%s failed while the server stopped", getattr(callback, "__qualname__", callback))


def begin_draining() -> None:
    """From now on this process takes no new work; /readyz says so."""
    _state.draining = True


def is_draining() -> bool:
    return _state.draining


def with_lifecycle(app: Application) -> Application:
    """Start before the first connection, whichever server carries the application."""

    async def application(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await _answer_lifespan(receive, send)
            return
        if _state.loop is not asyncio.get_running_loop():
            await start()
        await app(scope, receive, send)

    return application


async def _answer_lifespan(receive: Receive, send: Send) -> None:
    while True:
        message = await receive()
        if message["type"] == "lifespan.startup":
            try:
                await start()
            except Exception as problem:
                log.exception("The server cannot start")
                await send({"type": "lifespan.startup.failed", "message": str(problem)})
                return
            await send({"type": "lifespan.startup.complete"})
        else:
            with contextlib.suppress(Exception):
                await stop()
            await send({"type": "lifespan.shutdown.complete"})
            return
