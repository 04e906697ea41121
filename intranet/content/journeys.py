"""Where an entry came from: what it documents, and what it was made of, as far back as somebody wrote it down."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.db.models import Q

from intranet.spaces.audiences import Viewer

from .models import Entry, Link

FARTHEST = 4
MOST = 30
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
    documented = Q(source__in=entries, relation=Relation.DOCUMENTS)
    became = Q(target__in=entries, relation=Relation.PROMOTED_TO)
    rows = Link.objects.filter(documented | became).order_by("pk").values_list("source", "target", "relation")[:MOST]
    return list(
        dict.fromkeys(target if relation == Relation.DOCUMENTS else source for source, target, relation in rows)
    )


def documents_about(entry: Entry, viewer: Viewer) -> list[Entry]:
    """What documents this entry, as far as this reader may read it."""
    pointing = Link.objects.filter(target=entry.entry_id, relation=Relation.DOCUMENTS).order_by("pk")
    sources = list(pointing.values_list("source", flat=True)[:MOST])
    if not sources:
        return []
    seen = Entry.objects.visible_to(viewer).published().in_bulk(sources)
    return [seen[pk] for pk in sources if pk in seen]
