"""Portico itself, with one door more: what arrives at /bench/say is published to all staff, as an action would."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from django.db import close_old_connections

from intranet.asgi import application as portico
from intranet.realtime.publish import publish

_threads = ThreadPoolExecutor(2)


def _say(text: str) -> None:
    publish("org", "bench.said", text=text)
    close_old_connections()


async def application(scope: dict[str, Any], receive: Any, send: Any) -> None:
    if scope["type"] == "http" and scope["path"] == "/bench/say":
        body = (await receive()).get("body", b"")
        await asyncio.get_running_loop().run_in_executor(_threads, _say, body.decode())
        await send({"type": "http.response.start", "status": 204, "headers": [(b"content-length", b"0")]})
        await send({"type": "http.response.body", "body": b""})
        return
    await portico(scope, receive, send)
