"""What a rule has to know of the request: from which address it comes, and what it refused, counted once the refused
work is taken back. Set by ``AroundWriting`` for the time of one request; outside of one there is neither."""

from __future__ import annotations

import logging
from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass, field

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse

from intranet.core.throttle import address_of
from intranet.moderation.trust.visits import note_visit

from .counting import count_hit

log = logging.getLogger(__name__)


@dataclass
class Around:
    address: str
    refused: list[str] = field(default_factory=list)


_around: ContextVar[Around | None] = ContextVar("around_writing", default=None)


def sending_address() -> str:
    """The address of the computer that sends this, a household's /64 for IPv6; empty outside of a request."""
    around = _around.get()
    return around.address if around is not None else ""


def note_refusal(rule: str) -> None:
    """Count that ``rule`` refused something, though what is refused leaves nothing behind."""
    if (around := _around.get()) is not None:
        around.refused.append(rule)


class AroundWriting:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        around = Around(address_of(request))
        before = _around.set(around)
        try:
            response = self.get_response(request)
        finally:
            _around.reset(before)
        try:
            for rule in around.refused:
                count_hit(rule, "refuse")
            note_visit(request)
        except DatabaseError:
            log.warning("What a rule refused could not be counted.")
        return response
