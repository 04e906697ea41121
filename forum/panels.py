"""What stands beside, above and below what is said in a topic; each area of the forum brings its own."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Literal, NamedTuple

from django.http import HttpRequest

from .models import Topic

Place = Literal["aside", "band", "under_question", "under_answers"]
Source = Callable[[HttpRequest, Topic], Mapping[str, Any] | None]


class Panel(NamedTuple):
    """One of them for one reader; ``template`` is rendered with ``topic`` and, as ``panel``, this."""

    key: str
    template: str
    context: Mapping[str, Any]


class _Known(NamedTuple):
    key: str
    source: Source
    template: str
    place: Place
    order: int


_known: dict[str, _Known] = {}


def register(key: str, source: Source, *, template: str, place: Place = "aside", order: int = 50) -> None:
    """``source(request, topic)`` gives what the template is rendered with, as ``panel.context``; None: nothing to
    show. A "band" is a notice above the question."""
    _known[key] = _Known(key, source, template, place, order)


def panels_for(request: HttpRequest, topic: Topic) -> dict[str, list[Panel]]:
    found: dict[str, list[Panel]] = {"aside": [], "band": [], "under_question": [], "under_answers": []}
    for one in sorted(_known.values(), key=lambda known: known.order):
        if (context := one.source(request, topic)) is not None:
            found[one.place].append(Panel(one.key, one.template, context))
    return found
