"""Which audiences a reader holds, and which spaces a person may show a field to, asked of the app that knows: spaces
stands above people and registers itself."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from .models import User

Source = Callable[["User | AnonymousUser"], frozenset[str]]
# (audience, label) of each space a person is in.
OwnSpaces = Callable[["User"], list[tuple[str, str]]]


def _nothing(viewer: User | AnonymousUser) -> frozenset[str]:
    return frozenset()


def _nowhere(person: User) -> list[tuple[str, str]]:
    return []


_source: Source = _nothing
_own_spaces: OwnSpaces = _nowhere


def set_source(source: Source) -> None:
    """Called once, in ``ready()``. Until then nobody holds anything, so fields are shown to their owner alone."""
    global _source  # noqa: PLW0603 - one source per process is the point
    _source = source


def audiences_of(viewer: User | AnonymousUser) -> frozenset[str]:
    return _source(viewer)


def set_own_spaces(source: OwnSpaces) -> None:
    """Called once, in ``ready()``. Until then fields are shown to no single space."""
    global _own_spaces  # noqa: PLW0603
    _own_spaces = source


def own_spaces_of(person: User) -> list[tuple[str, str]]:
    return _own_spaces(person)
