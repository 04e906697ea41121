"""413 for a body that is too large, before it is written anywhere."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.conf import settings
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from .protocol import Application, Receive, Scope, Send
from .refusals import Say, refuse, refuse_unread


class TooLarge(Exception):
    """The body has outgrown its limit while it was arriving."""


def most_bytes(path: str) -> int:
    """How large a body sent to ``path`` may be."""
    return settings.MAX_UPLOAD_BYTES if path.startswith(tuple(settings.UPLOAD_PATHS)) else settings.MAX_BODY_BYTES


def too_large(most: int) -> Say:
    def say() -> str:
        large, unit = (Decimal(f"{most / 2**20:.3g}"), "MB") if most >= 2**20 else (Decimal(most // 1024), "kB")
        size = f"{number_format(large)} {unit}"
        return _("This is too large. At most %(size)s can be sent at once.") % {"size": size}

    return say


def limit_body(app: Application) -> Application:
    """Refuse what declares too much at once, and what turns out to be too much as soon as it does."""

    async def limited(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await app(scope, receive, send)
            return
        most = most_bytes(scope["path"])
        declared = _header(scope, b"content-length")
        if declared.isdigit() and int(declared) > most:
            if _header(scope, b"expect").lower() == b"100-continue":
                # This client sends nothing until it is told to, so there is nothing to read away.
                await refuse(scope, send, 413, too_large(most), (b"connection", b"close"))
            else:
                await refuse_unread(scope, receive, send, 413, too_large(most))
            return
        left, answered = most, False

        async def counted() -> dict[str, Any]:
            nonlocal left
            message = await receive()
            left -= len(message.get("body", b""))
            if left < 0:
                raise TooLarge
            return message

        async def noted(message: dict[str, Any]) -> None:
            nonlocal answered
            answered = True
            await send(message)

        try:
            await app(scope, counted, noted)
        except TooLarge:
            if answered:
                raise
            await refuse_unread(scope, receive, send, 413, too_large(most))

    return limited


def _header(scope: Scope, wanted: bytes) -> bytes:
    return next((value for name, value in scope["headers"] if name == wanted), b"")
