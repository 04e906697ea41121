"""Where an entry came from: what it documents, and what it was made of, as far back as somebody wrote it down."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Exists, OuterRef, Q

from intranet.spaces.audiences import Viewer

from .models import Entry, Link

FARTHEST = 4
MOST = 30
_WORDS = ("body", "body_html", "body_text")
Relation = Link.Relation


@dataclass(frozen=True)
class Journey:
    """``steps`` this reader may read, the nearest first; how many are not for them, and how many are gone."""

    steps: list[Entry] = field(default_factory=list)
    private: int = 0
    gone: int = 0

    def __bool__(self) -> bool:
        return bool(self.steps or self.private or self.gone)


def journey_of(entry: Entry, viewer: Viewer) -> Journey:
    """One question for each step back, and one for what may be read of it."""
    known, newest = {entry.entry_id}, [entry.entry_id]
    line: list[int] = []
    for _step in range(FARTHEST):
        newest = [pk for pk in _sources_of(newest) if pk not in known][: MOST - len(line)]
        if not newest:
            break
        known.update(newest)
        line += newest
    if not line:
        return Journey()
    seen = Entry.objects.visible_to(viewer).published().in_bulk(line)
    gone = set(Entry.objects.filter(pk__in=line, state=Entry.State.DELETED).values_list("pk", flat=True))
    steps = [seen[pk] for pk in line if pk in seen]
    return Journey(steps, private=len(line) - len(steps) - len(gone), gone=len(gone))


def _sources_of(entries: list[int]) -> list[int]:
    """One for each step: of several messages of a room that became one thing, the first stands for all."""
    documented = Q(source__in=entries, relation=Relation.DOCUMENTS)
    became = Q(target__in=entries, relation=Relation.PROMOTED_TO)
    rows = Link.objects.filter(documented | became).select_related("source", "target").order_by("pk")
    known: dict[tuple[object, ...], int] = {}
    for row in rows.defer(*(f"{end}__{words}" for end in ("source", "target") for words in _WORDS))[: MOST * 2]:
        far, near = (row.target, row.source) if row.relation == Relation.DOCUMENTS else (row.source, row.target)
        alike = (far.pk,) if far.title or far.root_id is not None else (near.pk, far.kind, far.wanted_audience)
        known.setdefault(alike, far.pk)
    return list(dict.fromkeys(known.values()))[:MOST]


def documents_about(entry: Entry, viewer: Viewer) -> list[Entry]:
    """What documents this entry, as far as this reader may read it."""
    pointing = Link.objects.filter(target=entry.entry_id, relation=Relation.DOCUMENTS).order_by("pk")
    sources = list(pointing.values_list("source", flat=True)[:MOST])
    if not sources:
        return []
    seen = Entry.objects.visible_to(viewer).published().in_bulk(sources)
    return [seen[pk] for pk in sources if pk in seen]


def became_of(entry: Entry) -> list[int]:
    """The numbers of what it became and of what documents it; whether a reader may know of them is asked elsewhere."""
    return became_of_all([entry.entry_id]).get(entry.entry_id, [])


def is_source() -> Exists:
    """For a query of entries (``has_become``): whether something was made of them, which is so of few."""
    return Exists(Link.objects.filter(source=OuterRef("pk"), relation=Relation.PROMOTED_TO))


def bring_became(entries: Iterable[Any]) -> None:
    """Say of each (``became``) the numbers of what it became. One query, and none where none became anything."""
    entries = list(entries)
    asked = [entry.entry_id for entry in entries if getattr(entry, "has_become", False)]
    found = became_of_all(asked) if asked else {}
    for entry in entries:
        entry.became = found.get(entry.entry_id, [])


def became_of_all(entries: Iterable[int]) -> dict[int, list[int]]:
    """For a page of them. One query."""
    entries = list(entries)
    promoted = Q(source__in=entries, relation=Relation.PROMOTED_TO)
    documented = Q(target__in=entries, relation=Relation.DOCUMENTS)
    found: dict[int, dict[int, None]] = {}
    rows = Link.objects.filter(promoted | documented).order_by("pk").values_list("source", "target", "relation")
    for source, target, relation in rows:
        here, there = (source, target) if relation == Relation.PROMOTED_TO else (target, source)
        found.setdefault(here, {})[there] = None
    return {pk: list(numbers)[:MOST] for pk, numbers in found.items()}
