"""What stands above the rooms in their list: the ways that parts of chat bring, such as all threads.

ways.register(to_threads)     # (person) -> Iterable[Way]
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from intranet.accounts.models import User


@dataclass(frozen=True)
class Way:
    """``name`` is what scripts know it by (``data-way``); ``told``: further ``data-`` attributes for them."""

    name: str
    label: Any
    icon: str
    url: str
    count: int = 0
    told: Mapping[str, str] = field(default_factory=dict)
    order: int = 50


Source = Callable[[User], Iterable[Way]]
_sources: list[Source] = []


def register(source: Source) -> Source:
    if source not in _sources:
        _sources.append(source)
    return source


def ways_for(person: User) -> list[Way]:
    return sorted((way for source in _sources for way in source(person)), key=lambda way: (way.order, way.name))
