"""Ways to reach a person that apps above know of: buttons on the person's page, beside mail and telephone."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from .models import User


class Way(NamedTuple):
    label: Any
    icon: str
    url: str


Finder = Callable[["User", "User"], "Way | None"]
_finders: list[Finder] = []


def register(finder: Finder) -> Finder:
    """``finder(person, viewer)`` gives the way by which this viewer reaches the person, or None. Without a query: the
    page behind it asks its own policy."""
    if finder not in _finders:
        _finders.append(finder)
    return finder


def ways_to(person: User, viewer: User) -> list[Way]:
    """Those of somebody else whose account is open."""
    if person.pk == viewer.pk or not person.is_active:
        return []
    return [way for finder in _finders if (way := finder(person, viewer)) is not None]
