"""The few things every view needs to answer htmx, fetch and plain visits alike."""

from __future__ import annotations

import ipaddress
from functools import lru_cache
from typing import Any, TypeVar

from django.conf import settings
from django.db.models import Manager, Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.cache import patch_vary_headers

M = TypeVar("M", bound=Model)


class SignedIn(HttpRequest):
    """The type of a request behind ``login_required``: its ``user`` is a person, never a guest."""

    user: Any
    htmx: Any


def wants_part(request: HttpRequest) -> bool:
    """True for an htmx swap; false for a plain, boosted or history-restoring visit."""
    headers = request.headers
    return (
        headers.get("HX-Request") == "true"
        and headers.get("HX-Boosted") != "true"
        and headers.get("HX-History-Restore-Request") != "true"
    )


def wants_json(request: HttpRequest) -> bool:
    """True for the API and for scripts that ask for JSON and not for a page."""
    if request.path_info.startswith("/api/"):
        return True
    accept = request.headers.get("Accept", "")
    return "application/json" in accept and "text/html" not in accept


def render_page(
    request: HttpRequest, page: str, context: dict[str, Any], *, part: str, status: int = 200
) -> HttpResponse:
    """Render ``part`` into an htmx swap and the whole ``page`` otherwise."""
    response = render(request, part if wants_part(request) else page, context, status=status)
    patch_vary_headers(response, ["HX-Request"])
    return response


def get_visible(things: type[M] | Manager[M] | QuerySet[M], viewer: Any, **lookup: Any) -> M:
    """The thing, or the same 404 for "no such thing" and "not for you"."""
    queryset: Any = getattr(things, "objects", things)
    return get_object_or_404(queryset.visible_to(viewer), **lookup)


# More digits are no number of ours, and too long for a database.
_MOST_DIGITS = 18


def number_in(typed: str | None) -> int | None:
    """A number as an address or a form names it; None for anything else."""
    if typed is None or not (typed.isascii() and typed.isdecimal() and len(typed) <= _MOST_DIGITS):
        return None
    return int(typed)


def with_query(request: HttpRequest, address: str) -> str:
    """An address with what this one was asked with."""
    query = request.META.get("QUERY_STRING", "")
    return f"{address}?{query}" if query else address


def client_address(request: HttpRequest) -> str:
    """The address the request came from. ``X-Forwarded-For`` counts only when a trusted proxy wrote it."""
    address = request.META.get("REMOTE_ADDR", "")
    if not is_trusted_proxy(address):
        return address
    for hop in reversed(request.headers.get("X-Forwarded-For", "").replace(" ", "").split(",")):
        if not _is_address(hop):
            break
        address = hop
        if not is_trusted_proxy(hop):
            break
    return address


def is_on_this_machine(request: HttpRequest) -> bool:
    """Asked by a program on this machine, and not through a proxy that runs on it."""
    address = request.META.get("REMOTE_ADDR", "")
    if "HTTP_X_FORWARDED_FOR" in request.META or "HTTP_FORWARDED" in request.META:
        return False
    return _is_address(address) and ipaddress.ip_address(address).is_loopback


def is_trusted_proxy(address: str) -> bool:
    return _is_address(address) and any(
        ipaddress.ip_address(address) in network for network in _networks(tuple(settings.TRUSTED_PROXIES))
    )


@lru_cache(maxsize=8)
def _networks(proxies: tuple[str, ...]) -> tuple[ipaddress.IPv4Network | ipaddress.IPv6Network, ...]:
    return tuple(ipaddress.ip_network(proxy, strict=False) for proxy in proxies)


def _is_address(text: str) -> bool:
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return True
