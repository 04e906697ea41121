"""Each request has a number, which stands beside whatever is logged about it, also by the jobs it left.

A proxy that is trusted gives it (``X-Request-ID``), else we do; the answer carries it, so that somebody who reports a
fault can say which it was.
"""

from __future__ import annotations

import logging
import re
import secrets
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.conf import settings
from django.http import HttpRequest, HttpResponse

HEADER = "X-Request-ID"
_GIVEN = re.compile(r"[A-Za-z0-9_-]{8,64}")
_number: ContextVar[str] = ContextVar("request_number", default="")
log = logging.getLogger("portico.requests")


def request_number() -> str:
    """That of the request, or of the request that left the job; empty outside of both."""
    return _number.get()


@contextmanager
def numbered(number: str) -> Iterator[None]:
    """What is logged inside belongs to that request."""
    before = _number.set(number)
    try:
        yield
    finally:
        _number.reset(before)


class RequestNumbersMiddleware:
    """The outermost: also what the other middlewares log has the number."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        given = request.headers.get(HEADER, "") if settings.TRUSTED_PROXIES else ""
        number = given if _GIVEN.fullmatch(given) else secrets.token_hex(8)
        begun = time.perf_counter()
        with numbered(number):
            response = self.get_response(request)
            if settings.LOG_REQUESTS:
                _log(request, response, time.perf_counter() - begun)
        response[HEADER] = number
        return response


def _log(request: HttpRequest, response: HttpResponse, seconds: float) -> None:
    """Without the query, which may carry what somebody searched for or a secret, and without any body."""
    match = request.resolver_match
    person = getattr(getattr(request, "_cached_user", None), "pk", None)
    about = {
        "method": request.method,
        "path": request.path,
        "route": match.view_name if match else None,
        "status": response.status_code,
        "milliseconds": round(seconds * 1000, 1),
        "person": person,
    }
    log.info("%s %s %s", request.method, request.path, response.status_code, extra={"about": about})
