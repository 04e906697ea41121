"""Whose word about the client's address and scheme is taken: that of TRUSTED_PROXIES, and nobody else's."""

from __future__ import annotations

from typing import Any, cast

from django.conf import settings
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from .protocol import Application


def behind_proxies(app: Application) -> Application:
    """Take X-Forwarded-For and X-Forwarded-Proto from trusted peers, walking back over trusted hops.

    In the application and not left to the servers: uvicorn trusts every program on this machine by default, and
    Daphne, asked to look at the header, believes it from anybody.
    """
    if not settings.TRUSTED_PROXIES:
        return app
    # Uvicorn's types name every message; ours say what all servers share.
    return cast(Application, ProxyHeadersMiddleware(cast(Any, app), trusted_hosts=settings.TRUSTED_PROXIES))
