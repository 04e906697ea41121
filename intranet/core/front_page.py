"""What stands at ``/`` instead of the feed: an app from above registers who answers."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

Front = Callable[[HttpRequest], HttpResponse | None]
_fronts: list[Front] = []


def register(front: Front) -> Front:
    """``front(request)`` answers with a page, or None where it has nothing to say to this reader."""
    if front not in _fronts:
        _fronts.append(front)
    return front


def answer(request: HttpRequest) -> HttpResponse | None:
    return next((page for front in _fronts if (page := front(request)) is not None), None)
