"""What stands beside and below the text of a page; each part of the wiki brings its own."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Literal, NamedTuple

from django.http import HttpRequest

from .models import Page

Place = Literal["above", "beside", "below"]
Source = Callable[[HttpRequest, Page], Mapping[str, Any] | None]


class Panel(NamedTuple):
    """One of them for one reader; ``template`` is rendered with what ``context`` says, under that name too."""

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
    """``source(request, page)`` gives what the template is rendered with, under the name ``panel``, besides ``page``;
    None where there is nothing to show. "above" is a notice before the text."""
    _known[key] = _Known(key, source, template, place, order)


def panels_for(request: HttpRequest, page: Page) -> dict[str, list[Panel]]:
    found: dict[str, list[Panel]] = {"above": [], "beside": [], "below": []}
    for one in sorted(_known.values(), key=lambda known: known.order):
        if (context := one.source(request, page)) is not None:
            found[one.place].append(Panel(one.key, one.template, context))
    return found
