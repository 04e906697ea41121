"""The parts that a space may show. Each part registers its tab here and a space keeps the keys it has switched on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from django.http import HttpResponse

    from .audiences import Viewer
    from .models import Space


@dataclass(frozen=True)
class Part:
    """``key`` is what a space stores; ``url`` makes the part's address in one space; ``page(request, space)`` answers
    when the part is the first of a space, so that a space opens on it. ``open_to(space, viewer)``: not everybody who
    reads a space may read all its parts."""

    key: str
    label: Any
    icon: str
    url: Callable[[Space], str]
    page: Callable[[Any, Space], HttpResponse]
    order: int = 100
    open_to: Callable[[Space, Viewer], bool] = lambda space, viewer: True


_parts: dict[str, Part] = {}


def register(part: Part) -> None:
    _parts[part.key] = part


def known_parts() -> list[str]:
    return [part.key for part in sorted(_parts.values(), key=lambda part: part.order)]


def parts_of(space: Space, viewer: Viewer) -> list[Part]:
    """The installed parts that this space has switched on and this viewer may read, in their order."""
    known = sorted(_parts.values(), key=lambda part: part.order)
    return [part for part in known if part.key in space.parts and part.open_to(space, viewer)]


def choices() -> list[tuple[str, Any]]:
    return [(part.key, part.label) for part in sorted(_parts.values(), key=lambda part: part.order)]


class Tab(NamedTuple):
    key: str
    label: Any
    icon: str
    link: str


def tabs_of(space: Space, viewer: Viewer) -> list[Tab]:
    """The parts of one space with their addresses, ready for a template."""
    return [Tab(part.key, part.label, part.icon, part.url(space)) for part in parts_of(space, viewer)]
