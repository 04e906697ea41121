"""The pages about a page: reading it, its history, what is proposed. Each part of the wiki brings its own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from intranet.spaces.audiences import Viewer

from .models import Page


@dataclass(frozen=True)
class PageTab:
    """``url_name`` takes the number of the page; ``count(viewer, page)`` is shown beside the label, where not zero."""

    key: str
    label: Any
    url_name: str
    order: int = 50
    may: Callable[[Viewer, Page], Any] | None = None
    count: Callable[[Viewer, Page], int] | None = None


@dataclass(frozen=True)
class Shown:
    key: str
    label: Any
    url: str
    count: int


_tabs: dict[str, PageTab] = {}


def register(tab: PageTab) -> None:
    _tabs[tab.key] = tab


def tabs_for(viewer: Viewer, page: Page) -> list[Shown]:
    return [
        Shown(tab.key, tab.label, reverse(tab.url_name, args=[page.pk]), tab.count(viewer, page) if tab.count else 0)
        for tab in sorted(_tabs.values(), key=lambda one: one.order)
        if tab.may is None or tab.may(viewer, page)
    ]
