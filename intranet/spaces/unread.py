"""How much is unread in each space. The parts know; whoever shows spaces asks here."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest

# (the request) -> space id to number; asked at most once a page, so it may share its answer with the rail.
Counter = Callable[[HttpRequest], dict[int, int]]
_counters: dict[str, Counter] = {}


def counts(name: str, counter: Counter) -> None:
    _counters[name] = counter


def unread_in(request: HttpRequest) -> dict[int, int]:
    found: dict[int, int] = {}
    for counter in _counters.values():
        for space, n in counter(request).items():
            found[space] = found.get(space, 0) + n
    return found
