"""The few answers the server gives itself, before Django is asked: too large, too slow, too busy."""

from __future__ import annotations

import asyncio
import json
from http import HTTPStatus

from . import bounds
from .protocol import Headers, Receive, Scope, Send


async def refuse(scope: Scope, send: Send, status: int, sentence: str, *headers: tuple[bytes, bytes]) -> None:
    """Answer with one sentence: plain text, or problem+json under /api/."""
    said, body = words(scope["path"], status, sentence, *headers)
    await send({"type": "http.response.start", "status": status, "headers": said})
    await send({"type": "http.response.body", "body": body})


async def refuse_unread(
    scope: Scope, receive: Receive, send: Send, status: int, sentence: str, *headers: tuple[bytes, bytes]
) -> None:
    """As ``refuse``, for a request whose body is still arriving; ends the connection.

    Closing at once would leave unread bytes in the socket. The kernel then sends a reset, which can overtake the
    answer: 3 in 20 clients never saw it.
    """
    said, body = words(scope["path"], status, sentence, *headers, (b"connection", b"close"))
    await send({"type": "http.response.start", "status": status, "headers": said})
    await send({"type": "http.response.body", "body": body, "more_body": True})
    try:
        async with asyncio.timeout(bounds.LINGER_SECONDS):
            while (await receive()).get("more_body"):
                pass
    except TimeoutError:
        pass
    await send({"type": "http.response.body", "body": b""})


def words(path: str, status: int, sentence: str, *headers: tuple[bytes, bytes]) -> tuple[Headers, bytes]:
    """The headers and the body that say it."""
    if path.startswith("/api/"):
        problem = {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status, "detail": sentence}
        kind, body = b"application/problem+json", json.dumps(problem).encode()
    else:
        kind, body = b"text/plain; charset=utf-8", f"{sentence}\n".encode()
    own = [
        (b"content-type", kind),
        (b"content-length", b"%d" % len(body)),
        (b"cache-control", b"no-store"),
        (b"x-content-type-options", b"nosniff"),
    ]
    return [*own, *headers], body
