"""How much of one thing one person may do in a while: asked by views, the API and sockets alike.

A sliding window over two counters in the shared cache: what was counted in the window before weighs less and less.
The counters rise atomically, so many processes together keep one limit; while the shared cache is away each keeps one
by itself (``shared_cache``).
"""

from __future__ import annotations

import contextlib
import ipaddress
import math
import time
from collections.abc import Callable, Container
from functools import wraps
from typing import Any

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .decisions import YES, Decision, require
from .http import client_address

WRITES = frozenset({"POST", "PUT", "PATCH", "DELETE"})


def allow(key: str, *, limit: int, per_seconds: int) -> Decision:
    """Count one more of ``key``, or say no and in how many seconds to try again. What is refused is not counted."""
    now = time.time() / per_seconds
    window = math.floor(now)
    elapsed = now - window
    current, before = f"throttle:{key}:{window}", f"throttle:{key}:{window - 1}"
    cache.add(current, 0, timeout=2 * per_seconds + 1)
    earlier = cache.get(before, 0)
    try:
        mine = cache.incr(current)
    except ValueError:  # evicted between the two lines
        cache.set(current, 1, timeout=2 * per_seconds + 1)
        mine = 1
    if mine + earlier * (1 - elapsed) <= limit:
        return YES
    with contextlib.suppress(ValueError):
        cache.decr(current)
    return _not_yet(_windows_to_wait(mine - 1, earlier, elapsed, limit) * per_seconds)


def throttled(
    name: str, *, limit: int, per_seconds: int, methods: Container[str] = WRITES
) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    """Let each person (each address, for guests) through this view ``limit`` times; then 429 and a sentence."""

    def around(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def limited(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if request.method in methods:
                require(allow(f"{name}:{requester(request)}", limit=limit, per_seconds=per_seconds))
            return view(request, *args, **kwargs)

        return limited

    return around


def requester(request: HttpRequest) -> str:
    """Who is asking: a person, or for guests an address; for IPv6 the /64 that one household or host has."""
    user = getattr(request, "user", None)
    if user is not None and user.is_authenticated:
        return f"user_{user.pk}"
    return address_of(request)


def address_of(request: HttpRequest) -> str:
    """The address that asks; for IPv6 the /64 that one household or host has."""
    text = client_address(request)
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return "unknown"
    if address.version == 6:
        return str(ipaddress.ip_network(f"{address}/64", strict=False).network_address)
    return text


def _windows_to_wait(counted: int, earlier: int, elapsed: float, limit: int) -> float:
    """How many windows from now one more would fit."""
    if limit < 1:
        return 1.0
    if counted < limit and earlier:
        return max(1 - (limit - counted - 1) / earlier - elapsed, 0.0)
    return 1 - elapsed + max(1 - (limit - 1) / max(counted, 1), 0.0)


def _not_yet(seconds: float) -> Decision:
    wait = max(math.ceil(seconds), 1)
    if wait <= 90:
        when = ngettext("Try again in %(count)d second.", "Try again in %(count)d seconds.", wait) % {"count": wait}
    else:
        minutes = math.ceil(wait / 60)
        when = ngettext("Try again in %(count)d minute.", "Try again in %(count)d minutes.", minutes) % {
            "count": minutes
        }
    return Decision(f"{_('That was more than we take at once.')} {when}", retry_after=wait)
