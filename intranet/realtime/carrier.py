"""A socket that many can be handed frames at once, and that survives whatever a browser sends.

What Channels' own consumers do otherwise, and why this does not: they hop to the one shared database thread for each
message, end the socket with a traceback at bad JSON, and let one stalled reader hold up whoever sends to it.
"""

from __future__ import annotations

import asyncio
import json
import logging
from collections import deque
from typing import Any

from channels.exceptions import StopConsumer
from channels.generic.websocket import AsyncWebsocketConsumer

from intranet.core.database_away import is_away

log = logging.getLogger(__name__)

POLICY, TOO_BIG, TRY_AGAIN = 1008, 1009, 1013
MOST_WAITING = 64
ERRORS_A_MINUTE = 20


class Misunderstood(Exception):
    """What came in makes no sense; the sentence goes back to whoever wrote the client."""


class Bucket:
    """Tokens that refill: ``burst`` at once, ``rate`` a second for ever."""

    __slots__ = ("burst", "level", "rate", "read_at")

    def __init__(self, rate: float, burst: float, now: float) -> None:
        self.rate, self.burst, self.level, self.read_at = rate, burst, burst, now

    def take(self, tokens: float, now: float) -> bool:
        self.level = min(self.burst, self.level + (now - self.read_at) * self.rate)
        self.read_at = now
        if self.level < tokens:
            return False
        self.level -= tokens
        return True


class Carrier(AsyncWebsocketConsumer):
    channel_layer_alias = None
    largest = 64 * 1024
    most_waiting = MOST_WAITING

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        now = asyncio.get_running_loop().time()
        self.backlog: deque[dict[str, Any]] = deque()
        self.writer: asyncio.Task[None] | None = None
        self.main: asyncio.Task[Any] | None = None
        # Set once nothing more is to be sent; the code of a socket that was cut, if it was.
        self.closing = False
        self.cut_with: int | None = None
        self.cut_because = ""
        self.messages = Bucket(rate=20, burst=40, now=now)
        self.mistakes = Bucket(rate=ERRORS_A_MINUTE / 60, burst=ERRORS_A_MINUTE, now=now)

    async def __call__(self, scope: dict[str, Any], receive: Any, send: Any) -> None:
        self.scope, self.base_send = scope, send
        self.main = asyncio.current_task()
        try:
            while True:
                await self.dispatch(await receive())
        except (StopConsumer, OSError):
            pass
        except asyncio.CancelledError:
            if self.cut_with is None:
                raise
            await self._say_goodbye(self.cut_with)
        finally:
            self.closing = True
            if self.writer is not None:
                self.writer.cancel()
            self.left()

    async def dispatch(self, message: dict[str, Any]) -> None:
        """One message of the browser. Frames of the hub do not pass here, and no thread is asked."""
        match message["type"]:
            case "websocket.connect":
                await self.websocket_connect(message)
            case "websocket.receive" if not self.closing:
                await self._take_in(message)
            case "websocket.disconnect":
                raise StopConsumer

    async def _take_in(self, message: dict[str, Any]) -> None:
        text = message.get("text")
        now = asyncio.get_running_loop().time()
        if not self.messages.take(1, now):
            self.cut(POLICY)
        elif self._is_too_long(text if text is not None else message.get("bytes") or b""):
            self.cut(TOO_BIG)
        else:
            try:
                await self.take_in(_understood(text))
            except Misunderstood as mistake:
                self.push_json({"error": str(mistake)})
                if not self.mistakes.take(1, now):
                    self.cut(POLICY)
            except OSError:
                raise
            except Exception as problem:
                log.exception("A message on a socket failed")
                if is_away(problem):
                    # What it asked to follow would stay silent: it comes back and asks for all of it anew.
                    self.cut(TRY_AGAIN)
                else:
                    # Ours, not the browser's. The socket lives on: what it missed it gets by its heads.
                    self.push_json({"error": "That did not work."})

    def _is_too_long(self, content: str | bytes) -> bool:
        if len(content) > self.largest:
            return True
        if isinstance(content, str) and len(content) * 4 > self.largest:
            return len(content.encode("utf-8", "surrogatepass")) > self.largest
        return False

    async def take_in(self, content: dict[str, Any]) -> None:
        """Something the browser said. Raise ``Misunderstood`` for what makes no sense."""
        raise NotImplementedError

    def left(self) -> None:
        """The socket is gone, however it went."""

    # --- out ----------------------------------------------------------------------------------------------------
    def push(self, message: dict[str, Any]) -> None:
        """Write now where the transport takes it; else wait in a short queue of its own; else cut the socket.

        It never waits, so a stalled reader costs its neighbours nothing. ``send`` is stepped by hand: a server whose
        ``send`` waits for room does so before it writes (a test pins that), so a step that waits is taken back.
        """
        if self.closing:
            return
        if self.writer is not None:
            if len(self.backlog) >= self.most_waiting:
                self.cut(TRY_AGAIN)
            else:
                self.backlog.append(message)
            return
        step = self.base_send(message)
        try:
            step.send(None)
        except StopIteration:
            return
        except Exception:
            # Servers have several words for "it is gone", and none may keep the frame from the next socket.
            self.cut(TRY_AGAIN)
            return
        step.close()
        self.backlog.append(message)
        self.writer = asyncio.get_running_loop().create_task(self._drain())

    def push_json(self, content: dict[str, Any]) -> None:
        self.push({"type": "websocket.send", "text": json.dumps(content, separators=(",", ":"))})

    async def write(self, message: dict[str, Any]) -> None:
        """Send and wait until there was room. Raises OSError when the socket is gone, whichever server says it how."""
        try:
            await self.base_send(message)
        except OSError:
            raise
        except Exception as gone:
            raise ConnectionAbortedError(str(gone)) from gone

    async def _drain(self) -> None:
        try:
            while self.backlog:
                await self.write(self.backlog.popleft())
        except OSError:
            self.cut(TRY_AGAIN)
        finally:
            self.writer = None

    def cut(self, code: int, reason: str = "") -> None:
        """End the socket without waiting for it. (What it missed, its browser asks for when it comes back.)"""
        if self.closing:
            return
        self.closing, self.cut_with, self.cut_because = True, code, reason
        self.left()
        if self.writer is not None:
            self.writer.cancel()
        if self.main is not None:
            self.main.cancel()

    async def _say_goodbye(self, code: int) -> None:
        """A closing frame, if there is room for one within two seconds."""
        try:
            async with asyncio.timeout(2):
                await self.write({"type": "websocket.close", "code": code, "reason": self.cut_because})
        except (OSError, TimeoutError):
            # Nobody reads. The server tears such a connection down (serving/uvicorn_server.py).
            log.info("A socket was cut and could not be told so")


def _understood(text: str | None) -> dict[str, Any]:
    if text is None:
        raise Misunderstood("Frames are text.")
    try:
        content = json.loads(text)
    except (ValueError, RecursionError):
        raise Misunderstood("Frames are JSON.") from None
    if not isinstance(content, dict):
        raise Misunderstood("Frames are JSON objects.")
    return content
