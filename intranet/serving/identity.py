"""Who opens a socket: the session cookie's person, in ``scope["user"]`` and ``scope["session"]``.

Channels' own stack would read them in the one thread that all consumers share, behind every slow query, and would
look at the session again for each frame that is sent.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from importlib import import_module
from types import SimpleNamespace
from typing import Any

from channels.db import database_sync_to_async
from django.conf import settings
from django.contrib.auth import get_user
from django.contrib.auth.models import AnonymousUser
from django.http import parse_cookie

from .protocol import Application, Receive, Scope, Send

_threads = ThreadPoolExecutor(2, "handshake")


def with_person(app: Application) -> Application:
    async def identified(scope: Scope, receive: Receive, send: Send) -> None:
        session, person = await _read(_session_key(scope))
        await app({**scope, "session": session, "user": person}, receive, send)

    return identified


def _session_key(scope: Scope) -> str | None:
    cookies = b"; ".join(value for name, value in scope["headers"] if name == b"cookie")
    return parse_cookie(cookies.decode("latin-1")).get(settings.SESSION_COOKIE_NAME)


def read_person(session_key: str | None) -> tuple[Any, Any]:
    """The session and its person as Django sees them: active, and signed in with the password they still have."""
    session = import_module(settings.SESSION_ENGINE).SessionStore(session_key)
    # After a change of SECRET_KEY Django gives the session a new key, of which a handshake cannot tell the browser.
    session.cycle_key = lambda: None
    if "view_as" in session:  # an admin looks through somebody's eyes, who is not here: nobody's socket is opened
        return session, AnonymousUser()
    request: Any = SimpleNamespace(session=session)
    return session, get_user(request)


_read = database_sync_to_async(read_person, thread_sensitive=False, executor=_threads)
