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
# Whether a person is in the space of that audience, and stays in it until the action ends.
StaysIn = Callable[["User", str], bool]


def _nothing(viewer: User | AnonymousUser) -> frozenset[str]:
    return frozenset()


def _nowhere(person: User) -> list[tuple[str, str]]:
    return []


def _in_none(person: User, audience: str) -> bool:
    return False


_source: Source = _nothing
_own_spaces: OwnSpaces = _nowhere
_stays_in: StaysIn = _in_none


def set_source(source: Source) -> None:
    """Called once, in ``ready()``. Until then nobody holds anything, so fields are shown to their owner alone."""
    global _source  # noqa: PLW0603 - one source per process is the point
    _source = source


def audiences_of(viewer: User | AnonymousUser) -> frozenset[str]:
    return _source(viewer)


def set_own_spaces(source: OwnSpaces, *, stays_in: StaysIn) -> None:
    """Called once, in ``ready()``. Until then fields are shown to no single space."""
    global _own_spaces, _stays_in
    _own_spaces, _stays_in = source, stays_in


def own_spaces_of(person: User) -> list[tuple[str, str]]:
    return _own_spaces(person)


def stays_in(person: User, audience: str) -> bool:
    return _stays_in(person, audience)
