"""What somebody may not read though its audience is theirs: what was said in a place before a late comer's time, and
what lies behind a door that is shut for them (``doors``).

An app that lets people in "without what was said before" registers what lies below their floor. Most readers have no
floor anywhere, and then nothing is added to any query.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, TypeVar

from django.db.models import Exists, OuterRef, Q, QuerySet

from intranet.spaces.audiences import is_stand_in

if TYPE_CHECKING:
    from intranet.spaces.audiences import Viewer

S = TypeVar("S", bound="QuerySet[Any]")
Below = Callable[["Viewer"], Iterable[Q]]
_sources: list[Below] = []


def register(source: Below) -> Below:
    """``source(viewer)`` gives conditions on entries that this viewer does not see; it must be cheap."""
    if source not in _sources:
        _sources.append(source)
    return source


def has_any(viewer: Viewer) -> bool:
    return next(iter(below(viewer)), None) is not None


def below(viewer: Viewer) -> Iterable[Q]:
    # Whoever asks a prepared question has asked ``has_any`` of the reader: what it is put together with has no floor.
    if is_stand_in(viewer):
        return
    for source in _sources:
        yield from source(viewer)


def above(rows: S, viewer: Viewer) -> S:
    """Rows that hang from an ``entry``, without those about what lies below this viewer's floor."""
    from .models import Entry  # noqa: PLC0415 - entries ask this module what they leave out

    for out_of_sight in below(viewer):
        # Asked of each row: a list of all that lies below may be most of the house.
        rows = rows.filter(~Exists(Entry.objects.filter(out_of_sight, pk=OuterRef("entry"))))
    return rows
