"""Which web pages may open a socket here.

A browser sends the cookies of this site along with a handshake that any page in the world has begun, and asks
nobody. So the page's origin must be one of ours: scheme, host and port. Channels' validator also accepts a host
without its port, and a program that sends no Origin at all has the API.
"""

from __future__ import annotations

from django.conf import settings
from django.http.request import split_domain_port, validate_host

from .protocol import Application, Receive, Scope, Send

_DEFAULT_PORTS = {"http": ":80", "https": ":443"}


def only_from_our_pages(app: Application) -> Application:
    async def checked(scope: Scope, receive: Receive, send: Send) -> None:
        if is_from_our_pages(scope):
            await app(scope, receive, send)
        else:
            await refuse_socket(scope, receive, send)

    return checked


async def refuse_socket(scope: Scope, receive: Receive, send: Send) -> None:
    """Close before accepting, which both servers answer with 403. As an application: there is no such socket."""
    await receive()
    await send({"type": "websocket.close", "code": 4403})


def is_from_our_pages(scope: Scope) -> bool:
    origins = [value.decode("latin-1") for name, value in scope["headers"] if name == b"origin"]
    hosts = [value.decode("latin-1") for name, value in scope["headers"] if name == b"host"]
    return (
        scope["path"].startswith("/")  # "GET http://elsewhere/ws/live/" names another host than its Host header
        and len(origins) == 1
        and origins[0] in {_as_browsers_write(origin) for origin in settings.LIVE_ORIGINS}
        and len(hosts) == 1
        and validate_host(split_domain_port(hosts[0])[0], settings.ALLOWED_HOSTS)
    )


def _as_browsers_write(origin: str) -> str:
    origin = origin.lower().rstrip("/")
    return origin.removesuffix(_DEFAULT_PORTS.get(origin.partition("://")[0], "\0"))
