"""Whom people from outside know of by being somewhere together: each app above says so of its own places."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from .models import User

# The ids of the people whom somebody meets there, as a question inside another.
Meets = Callable[["User"], "QuerySet[Any, Any]"]
_sources: list[Meets] = []


def also_meets(source: Meets) -> Meets:
    """``source(person)`` gives the ids of those whom a customer or an agency guest meets. Of them the staff become
    people they may know of everywhere; what may be shown of the others is the place's own affair."""
    if source not in _sources:
        _sources.append(source)
    return source


def met_by(person: User) -> Iterator[QuerySet[Any, Any]]:
    for source in _sources:
        yield source(person)
