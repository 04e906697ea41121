"""How much one person, or one address that nobody has signed in from, writes in a minute, all in all.

Single deeds have narrower limits of their own (``throttle.throttled``); this is the net below them, so that no address
is without one. Counted in the shared cache, so processes keep one limit together.
"""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from .decisions import Decision
from .errors import refuse_and_keep
from .throttle import WRITES, address_of, allow, requester

Handler = Callable[[HttpRequest], HttpResponse]


class RatesMiddleware:
    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method in WRITES and not (decision := may_write_more(request)):
            return too_many(request, decision)
        return self.get_response(request)


def may_write_more(request: HttpRequest) -> Decision | bool:
    """Counts one more. The API's programs have limits of their own, by token."""
    if request.headers.get("Authorization", "").startswith("Bearer "):
        # Who guesses tokens is counted by address; who has one by the token, further in.
        return _count(f"bearer:{address_of(request)}", 10 * settings.PERSON_WRITES_A_MINUTE)
    if request.user.is_authenticated:
        return _count(requester(request), settings.PERSON_WRITES_A_MINUTE)
    return _count(requester(request), settings.GUEST_WRITES_A_MINUTE)


def _count(who: str, most: int) -> Decision | bool:
    return not most or allow(f"writes:{who}", limit=most, per_seconds=60)


def too_many(request: HttpRequest, decision: Decision | bool) -> HttpResponse:
    """429 with its sentence; what was typed is shown, to be sent again."""
    assert isinstance(decision, Decision)
    response = refuse_and_keep(request, str(decision.refusal), code="too-many", status=429)
    response["Retry-After"] = str(decision.retry_after)
    return response
