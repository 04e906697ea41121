"""A yes, or a no that can explain itself to the person who was refused."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.utils.functional import Promise


class TooMany(PermissionDenied):
    """Refused for now: the same request may succeed after ``retry_after`` seconds. Answered with 429."""

    def __init__(self, refusal: str | Promise, retry_after: int) -> None:
        super().__init__(refusal)
        self.retry_after = retry_after


@dataclass(frozen=True, slots=True)
class Decision:
    """True when allowed. ``refusal`` is a whole sentence for the person; ``retry_after`` says when "no" may change."""

    refusal: str | Promise = ""
    retry_after: int = 0

    def __bool__(self) -> bool:
        return not self.refusal


YES = Decision()


def no(reason: str | Promise) -> Decision:
    return Decision(reason)


def require(decision: Decision) -> None:
    """Go on, or answer the request with the refusal's sentence: 403, or 429 where waiting helps."""
    if decision:
        return
    if decision.retry_after:
        raise TooMany(decision.refusal, decision.retry_after)
    raise PermissionDenied(decision.refusal)
