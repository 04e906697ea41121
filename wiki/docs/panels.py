"""What stands around a page of the documentation; whoever has something to say there registers it in ``apps.py``."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Literal, NamedTuple

from django.http import HttpRequest

from wiki.models import Page

Place = Literal["above", "beside", "below"]
Source = Callable[[HttpRequest, Page], Mapping[str, Any] | None]


class Panel(NamedTuple):
    """One of them for one reader; ``template`` is rendered with what ``context`` says, under the name ``panel``."""

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


def register(key: str, source: Source, *, template: str, place: Place = "beside", order: int = 50) -> None:
    """``source(request, page)`` gives what the template is rendered with besides ``page``; None for nothing to show.
    Guests read it: nothing that not everybody may know belongs into it."""
    _known[key] = _Known(key, source, template, place, order)


def panels_for(request: HttpRequest, page: Page) -> dict[str, list[Panel]]:
    found: dict[str, list[Panel]] = {"above": [], "beside": [], "below": []}
    for one in sorted(_known.values(), key=lambda known: known.order):
        if (context := one.source(request, page)) is not None:
            found[one.place].append(Panel(one.key, one.template, context))
    return found
