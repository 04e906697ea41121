"""The staff's work in the forum, as tabs of one page: whoever has a list of something to do registers it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from intranet.accounts.models import User
from intranet.core.decisions import Decision


@dataclass(frozen=True)
class WorkTab:
    """``may`` says who sees it, all staff where it is not given; ``count`` how much waits there."""

    key: str
    label: Any
    url_name: str
    order: int = 50
    may: Callable[[User], Decision] | None = None
    count: Callable[[User], int | None] | None = None


_tabs: dict[str, WorkTab] = {}


def register(tab: WorkTab) -> None:
    _tabs[tab.key] = tab


def tabs_for(person: User, current: str) -> list[dict[str, Any]]:
    """What ``components/tabs.html`` shows; ``current`` is the key of this page."""
    return [
        {
            "label": tab.label,
            "url": reverse(tab.url_name),
            "current": tab.key == current,
            "count": tab.count(person) if tab.count is not None else None,
        }
        for tab in sorted(_tabs.values(), key=lambda one: (one.order, one.key))
        if tab.may is None or tab.may(person)
    ]
