"""Which audiences a reader holds, asked of the app that knows: spaces stands above people and registers itself."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from .models import User

Source = Callable[["User | AnonymousUser"], frozenset[str]]


def _nothing(viewer: User | AnonymousUser) -> frozenset[str]:
    return frozenset()


_source: Source = _nothing


def set_source(source: Source) -> None:
    """Called once, in ``ready()``. Until then nobody holds anything, so fields are shown to their owner alone."""
    global _source  # noqa: PLW0603 - one source per process is the point
    _source = source


def audiences_of(viewer: User | AnonymousUser) -> frozenset[str]:
    return _source(viewer)
