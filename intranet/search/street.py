"""What the search of the street looks through: the kinds of entries that customers and guests come for.

A part registers its own in ``apps.py``::

    street.register("wiki.page", url=address_outside)
    street.register_way(way_to_ask)
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from django.http import HttpRequest

from intranet.spaces.audiences import Viewer

from .queries import Found, search


class Way(NamedTuple):
    """What else one can do about words that find nothing, or not enough."""

    label: str
    icon: str
    url: str


Address = Callable[[Any], str]
WaySource = Callable[[HttpRequest, str], Way | None]
_kinds: dict[str, Address | None] = {}
_ways: list[WaySource] = []


def register(kind: str, *, url: Address | None = None) -> None:
    """``url(entry)`` where it stands on the street, if not at its own address."""
    _kinds[kind] = url


def register_way(source: WaySource) -> None:
    """``source(request, words)``: a way on for this reader, with the words carried along."""
    if source not in _ways:
        _ways.append(source)


def find(viewer: Viewer, text: str, *, limit: int, offset: int = 0, kind: str = "", counted: bool = True) -> Found:
    """What a customer or a guest finds; each entry with its ``street_url``."""
    only = frozenset({kind}) & frozenset(_kinds) if kind else frozenset(_kinds)
    found = search(viewer, text, only=only, limit=limit, offset=offset, counted=counted)
    for entry in found.entries:
        url = _kinds.get(entry.kind)
        entry.street_url = url(entry) if url else entry.get_absolute_url()
    return found


def ways(request: HttpRequest, words: str) -> list[Way]:
    return [way for source in _ways if (way := source(request, words)) is not None]


def kinds_besides(kind: str) -> frozenset[str]:
    """What else the street has."""
    return frozenset(_kinds) - {kind}
