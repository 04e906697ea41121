"""The few answers the server gives itself, before Django is asked: too large, too slow, too busy. In the language the
browser asks for; what the firm and the person have chosen is in a database that is not asked here."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from http import HTTPStatus

from django.conf import settings
from django.utils import translation
from django.utils.translation.trans_real import parse_accept_lang_header

from . import bounds
from .protocol import Headers, Receive, Scope, Send

# What says the sentence, asked in the language of who reads it.
Say = Callable[[], str]


async def refuse(scope: Scope, send: Send, status: int, say: Say, *headers: tuple[bytes, bytes]) -> None:
    """Answer with one sentence: plain text, or problem+json under /api/."""
    said, body = words(scope["path"], status, say, language_of_scope(scope), *headers)
    await send({"type": "http.response.start", "status": status, "headers": said})
    await send({"type": "http.response.body", "body": body})


async def refuse_unread(
    scope: Scope, receive: Receive, send: Send, status: int, say: Say, *headers: tuple[bytes, bytes]
) -> None:
    """As ``refuse``, for a request whose body is still arriving; ends the connection.

    Closing at once would leave unread bytes in the socket. The kernel then sends a reset, which can overtake the
    answer: 3 in 20 clients never saw it.
    """
    said, body = words(scope["path"], status, say, language_of_scope(scope), *headers, (b"connection", b"close"))
    await send({"type": "http.response.start", "status": status, "headers": said})
    await send({"type": "http.response.body", "body": body, "more_body": True})
    try:
        async with asyncio.timeout(bounds.LINGER_SECONDS):
            while (await receive()).get("more_body"):
                pass
    except TimeoutError:
        pass
    await send({"type": "http.response.body", "body": b""})


def words(path: str, status: int, say: Say, language: str, *headers: tuple[bytes, bytes]) -> tuple[Headers, bytes]:
    """The headers and the body that say it."""
    with translation.override(language):
        sentence = say()
    if path.startswith("/api/"):
        problem = {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status, "detail": sentence}
        kind, body = b"application/problem+json", json.dumps(problem).encode()
    else:
        kind, body = b"text/plain; charset=utf-8", f"{sentence}\n".encode()
    own = [
        (b"content-type", kind),
        (b"content-length", b"%d" % len(body)),
        (b"content-language", language.encode("latin-1")),
        (b"cache-control", b"no-store"),
        (b"x-content-type-options", b"nosniff"),
    ]
    return [*own, *headers], body


def language_of(asked: str) -> str:
    """The first of the product's languages that an Accept-Language header asks for."""
    for code, _weight in parse_accept_lang_header(asked):
        try:
            return translation.get_supported_language_variant(code)
        except LookupError:
            continue
    return str(settings.LANGUAGE_CODE)


def language_of_scope(scope: Scope) -> str:
    asked = [value.decode("latin-1") for name, value in scope["headers"] if name == b"accept-language"]
    return language_of(", ".join(asked))
