"""What one reader may do with a page: the items of its menu, which every part of the wiki adds to."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from django.http import HttpRequest

from intranet.content.menu import MenuItem

from .models import Page

Source = Callable[[HttpRequest, Page], Iterable[MenuItem]]
_sources: list[Source] = []


def register(source: Source) -> Source:
    """``source(request, page)`` gives what this reader may do; ``MenuItem.order`` sorts, twenties in bands."""
    if source not in _sources:
        _sources.append(source)
    return source


def items_for(request: HttpRequest, page: Page) -> list[MenuItem]:
    found = [item for source in _sources for item in source(request, page)]
    return sorted(found, key=lambda item: item.order)
