"""A signed-in browser's socket against the whole application: origin, session, gates and database are the real ones."""

from __future__ import annotations

import asyncio
import json
from typing import Any

from channels.db import database_sync_to_async
from django.conf import settings
from django.test import Client

from intranet.asgi import websocket

from .live_world import until

ORIGIN = "http://testserver"


async def in_thread(function: Any, *args: Any, **kwargs: Any) -> Any:
    """What a view would do, in a thread with a connection of its own."""
    return await database_sync_to_async(function, thread_sensitive=False)(*args, **kwargs)


class Browser:
    def __init__(self, client: Client | None = None, *, origin: str = ORIGIN) -> None:
        cookie = client.cookies.get(settings.SESSION_COOKIE_NAME) if client else None
        cookies = f"{settings.SESSION_COOKIE_NAME}={cookie.value}" if cookie else ""
        self.scope = {
            "type": "websocket",
            "path": "/ws/live/",
            "raw_path": b"/ws/live/",
            "query_string": b"",
            "headers": [(b"host", b"testserver"), (b"origin", origin.encode()), (b"cookie", cookies.encode())],
            "subprotocols": [],
            "client": ("127.0.0.1", 50_000),
        }
        self.heard: list[dict[str, Any]] = []
        self.accepted = False
        self.closed_with: int | None = None
        self.inbox: asyncio.Queue[dict[str, Any]] = asyncio.Queue()

    async def open(self) -> Browser:
        self.task = asyncio.create_task(websocket(self.scope, self.inbox.get, self._sent))
        self.inbox.put_nowait({"type": "websocket.connect"})
        await until(lambda: self.heard or self.closed_with)
        return self

    async def _sent(self, message: dict[str, Any]) -> None:
        match message["type"]:
            case "websocket.accept":
                self.accepted = True
            case "websocket.send":
                self.heard.append(json.loads(message["text"]))
            case "websocket.close":
                self.closed_with = message["code"]
                self.inbox.put_nowait({"type": "websocket.disconnect", "code": message["code"]})

    def say(self, **content: Any) -> None:
        self.inbox.put_nowait({"type": "websocket.receive", "text": json.dumps(content)})

    async def follow(self, name: str, since: int | None = None) -> dict[str, Any]:
        before = len(self.heard)
        self.say(follow=name, **({} if since is None else {"since": since}))
        answers: list[dict[str, Any]] = []

        def has_answered() -> bool:
            answers[:] = [m for m in self.heard[before:] if name in (m.get("following"), m.get("refused"))]
            return bool(answers)

        await until(has_answered)
        return answers[0]

    def frames(self, name: str) -> list[dict[str, Any]]:
        return [message for message in self.heard if message.get("stream") == name]

    async def hears(self, **wanted: Any) -> None:
        """Wait until a message has at least these keys and values."""
        await until(lambda: any(wanted.items() <= message.items() for message in self.heard))

    async def leave(self) -> None:
        self.inbox.put_nowait({"type": "websocket.disconnect", "code": 1001})
        await self.task
