"""Who may make an account at all: rules of the house that look at the address before there is anybody.

    sign_up_guards.register(no_throw_away_addresses)   # (email, request) -> Decision

in ``ready()``. The refusal stands beside the field. A guard knows only what a stranger has typed: what it says must not
tell whether there is an account of that address.
"""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest

from intranet.core.decisions import YES, Decision
from intranet.core.throttle import allow, requester

Guard = Callable[[str, HttpRequest], Decision]
_guards: list[Guard] = []
# A whole office may stand behind one address.
MOST_FROM_ONE_PLACE = 30


def register(guard: Guard) -> Guard:
    if guard not in _guards:
        _guards.append(guard)
    return guard


def can_sign_up(email: str, request: HttpRequest) -> Decision:
    """The first no of all guards, or yes."""
    return next((refused for guard in _guards if not (refused := guard(email, request))), YES)


def not_too_many(request: HttpRequest) -> Decision:
    """Counts one more account from where this request comes."""
    return allow(f"sign_up:{requester(request)}", limit=MOST_FROM_ONE_PLACE, per_seconds=3600)
