"""The limit: an ASGI loop that hands one ready event to every socket. No rights, no order, no database."""

from __future__ import annotations

from typing import Any

sends: set[Any] = set()


async def application(scope: dict[str, Any], receive: Any, send: Any) -> None:
    if scope["type"] == "http":
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b"ok"})
    if scope["type"] != "websocket":
        return
    await receive()
    await send({"type": "websocket.accept"})
    sends.add(send)
    try:
        while (message := await receive())["type"] != "websocket.disconnect":
            event = {"type": "websocket.send", "text": message["text"]}
            for one in list(sends):
                await one(event)
    finally:
        sends.discard(send)
