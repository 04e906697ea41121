"""What stands beside, above and below what is said in a topic; each area of the forum brings its own."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Literal, NamedTuple

from django.db.models import BooleanField, ExpressionWrapper, Q
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
    where: Callable[[], Q] | None

    @property
    def mark(self) -> str:
        return f"panel_{self.key.replace('-', '_')}"


_known: dict[str, _Known] = {}


def register(
    key: str,
    source: Source,
    *,
    template: str,
    place: Place = "aside",
    order: int = 50,
    where: Callable[[], Q] | None = None,
) -> None:
    """``source(request, topic)`` gives what the template is rendered with, as ``panel.context``; None: nothing to
    show. A "band" is a notice above the question. ``where`` says which topics can have it at all: most have not, and
    that is read with the topic, so that their pages ask nothing more."""
    _known[key] = _Known(key, source, template, place, order, where)


def marks() -> dict[str, Any]:
    """What a query for a topic annotates, so that ``panels_for`` knows whom it need not ask."""
    return {
        one.mark: ExpressionWrapper(one.where(), output_field=BooleanField())
        for one in _known.values()
        if one.where is not None
    }


def panels_for(request: HttpRequest, topic: Topic) -> dict[str, list[Panel]]:
    found: dict[str, list[Panel]] = {"aside": [], "band": [], "under_question": [], "under_answers": []}
    for one in sorted(_known.values(), key=lambda known: known.order):
        if not getattr(topic, one.mark, True):
            continue
        if (context := one.source(request, topic)) is not None:
            found[one.place].append(Panel(one.key, one.template, context))
    return found
