"""What the search of the street looks through: the kinds of entries that customers and guests come for.

A part registers its own in ``apps.py``::

    street.register("wiki.page", url=address_outside)
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from intranet.content.doors import behind_shut_doors
from intranet.spaces.audiences import Viewer

from .queries import Found, search

Address = Callable[[Any], str]
_kinds: dict[str, Address | None] = {}


def register(kind: str, *, url: Address | None = None) -> None:
    """``url(entry)`` where it stands on the street, if not at its own address."""
    _kinds[kind] = url


def kinds_open() -> frozenset[str]:
    """Those whose doors are not shut."""
    return frozenset(_kinds) - behind_shut_doors()


def find(viewer: Viewer, text: str, *, limit: int, offset: int = 0, kind: str = "", counted: bool = True) -> Found:
    """What a customer or a guest finds; each entry with its ``street_url``."""
    only = frozenset({kind}) & kinds_open() if kind else kinds_open()
    found = search(viewer, text, only=only, limit=limit, offset=offset, counted=counted)
    for entry in found.entries:
        url = _kinds.get(entry.kind)
        entry.street_url = url(entry) if url else entry.get_absolute_url()
    return found


def kinds_besides(kind: str) -> frozenset[str]:
    """What else the street has."""
    return kinds_open() - {kind}
