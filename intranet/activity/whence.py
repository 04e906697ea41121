"""From which address of the net what happens now was asked for: known for the time of one request, and no longer."""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar

from django.http import HttpRequest, HttpResponse

from intranet.core.http import client_address

_address: ContextVar[str] = ContextVar("asked_from", default="")


def address() -> str:
    return _address.get()


class WhenceMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        before = _address.set(client_address(request)[:45])
        try:
            return self.get_response(request)
        finally:
            _address.reset(before)
