"""Series as a reader finds them: only of what this reader may read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef, QuerySet

from intranet.accounts.models import User
from intranet.spaces.audiences import Viewer

from .kinds import url_of
from .models import Entry, Series, SeriesPart


@dataclass(frozen=True)
class Around:
    """The series an entry stands in, for one reader: which part it is of how many, and its neighbours."""

    series: Series
    number: int
    count: int
    previous: Entry | None
    following: Entry | None


def series_of(person: User) -> list[Any]:
    """One's own series with ``count``, how many parts each has."""
    return list(Series.objects.filter(owner=person).annotate(count=Count("parts")).order_by("name"))


def parts_of(series: Series, viewer: Viewer) -> list[SeriesPart]:
    """The parts this viewer may read, in order; the owner also sees what is not out yet."""
    parts = SeriesPart.objects.filter(series=series, entry__in=Entry.objects.visible_to(viewer).without_blocked(viewer))
    if viewer.pk != series.owner_id:
        parts = parts.filter(entry__state=Entry.State.PUBLISHED)
    found = list(parts.select_related("entry__space"))
    for part in found:
        part.url = url_of(part.entry)  # type: ignore[attr-defined]
    return found


def series_seen_by(viewer: Viewer, series_id: int) -> Series | None:
    found: QuerySet[Series] = Series.objects.select_related("owner__department", "owner__company")
    series = found.filter(pk=series_id).first()
    if series is None or not (viewer.pk == series.owner_id or parts_of(series, viewer)):
        return None
    return series


def is_part() -> Exists:
    """For a query of entries (``in_series``): whether they stand in a series, which is so of few."""
    return Exists(SeriesPart.objects.filter(entry=OuterRef("pk")))


def around(entry: Entry, viewer: Viewer) -> Around | None:
    """Where this entry stands in its series, if it is in one with more than itself for this viewer. Nothing
    is asked for one that was read with ``in_series`` and is in none."""
    if not getattr(entry, "in_series", True):
        return None
    mine = SeriesPart.objects.filter(entry_id=entry.entry_id).select_related("series").first()
    if mine is None:
        return None
    parts = [part for part in parts_of(mine.series, viewer) if part.entry.is_published]
    at = next((place for place, part in enumerate(parts) if part.entry_id == entry.entry_id), None)
    if at is None or len(parts) < 2:
        return None
    before = parts[at - 1].entry if at else None
    after = parts[at + 1].entry if at + 1 < len(parts) else None
    return Around(mine.series, at + 1, len(parts), before, after)
