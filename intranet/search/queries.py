"""Asking the index, and checking what comes back once more against the one rule."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.utils.timezone import localtime

from intranet.content import floors, kinds
from intranet.content.models import Entry, Placement, TaggedEntry
from intranet.content.references import told_in
from intranet.spaces.audiences import Viewer, audiences_of

from .asked import LONGEST, Asked, read
from .engine import MOST_COUNTED, Answer, Facets, Hit, engine
from .facets import FacetValue, labelled
from .files import say_in_which_file
from .indexing import lag_seconds, mend_index
from .models import Pending
from .plainly import ask_the_database
from .shelves import shelves_of
from .typos import suggest

__all__ = ["LONGEST", "MOST_COUNTED", "Found", "search"]

log = logging.getLogger(__name__)

# With fewer results than this, other words are suggested.
FEW = 3
# For who has a floor somewhere, so many times more hits are looked at.
_BELOW_FLOORS = 10
# With more changes than this waiting for the index, its facets are not counted on.
MOST_UNSETTLED = 2000


@dataclass(frozen=True)
class Found:
    """``entries`` are whole and in order; ``total`` counts what may be read, exactly up to ``MOST_COUNTED``; ``words``
    are what to mark in them, phrases with their spaces; ``suggestion`` is another text to search for, or "". While
    the index cannot be read, ``degraded`` answers come from the database. ``lag``: seconds the index is behind."""

    entries: list[Any]
    total: int
    words: list[str]
    asked: Asked = field(default_factory=Asked)
    facets: dict[str, list[FacetValue]] = field(default_factory=dict)
    suggestion: str = ""
    degraded: bool = False
    lag: float = 0.0

    @property
    def total_is_least(self) -> bool:
        return self.total > MOST_COUNTED

    @property
    def remarks(self) -> tuple[str, ...]:
        return self.asked.remarks


def search(
    viewer: Viewer,
    text: str,
    *,
    params: Mapping[str, str] | None = None,
    kind: str = "",
    only: frozenset[str] | None = None,
    limit: int = 30,
    offset: int = 0,
    facets: bool = False,
    counted: bool = True,
) -> Found:
    """Entries this viewer may read that match ``text`` and the filters in ``params`` (``asked.read``), best first.

    Words are joined by "and", a phrase stands in quotation marks, the last word also matches as a beginning. The
    index filters by audience, the database asks the rule again: a late index can miss something, never show it.
    ``counted=False`` is for a few quick ones: ``total`` is then no more than what is shown. ``only`` are the kinds
    that come into question at all.
    """
    asked = read(text, viewer, {**({"kind": kind} if kind else {}), **(params or {})})
    if only is not None:
        asked = replace(asked, kinds=only if asked.kinds is None else asked.kinds & only)
    if not asked or asked.impossible:
        return Found([], 0, asked.to_mark, asked)
    try:
        answer = ask(asked, viewer, limit=_looked_at(viewer, (offset + limit) * 2, counted=counted))
        found = _checked(answer, asked, viewer, limit=limit, offset=offset, counted=counted, facets=facets)
        suggestion = suggest(asked, viewer) if counted and found.total < FEW and asked.words else ""
    except Exception:
        log.exception("The search index could not be read; if it is broken, it is built anew.")
        mend_index.enqueue_once(key="search.mend")
        entries = ask_the_database(asked, viewer, limit=limit, offset=offset)
        return Found(kinds.hydrate(entries, viewer), len(entries), asked.to_mark, asked, degraded=True)
    entries = kinds.hydrate(found.entries, viewer)
    if counted:
        say_in_which_file(entries, asked.to_mark)
        _name_what_is_pointed_at(entries, viewer)
    return Found(
        entries,
        found.total,
        asked.to_mark,
        asked,
        labelled(found.facets, viewer) if facets else {},
        suggestion,
        lag=lag_seconds() if counted else 0.0,
    )


def _name_what_is_pointed_at(entries: Sequence[Any], viewer: Viewer) -> None:
    """``told``: the words of each, with the title beside each number (#12) of what this viewer may read."""
    for entry, told in zip(entries, told_in([entry.body_text for entry in entries], viewer), strict=True):
        entry.told = told


def _looked_at(viewer: Viewer, wanted: int, *, counted: bool) -> int:
    """How many hits are read again. What lies below somebody's floor is among them and falls out: then more."""
    least = MOST_COUNTED + 1 if counted else wanted
    return least * _BELOW_FLOORS if floors.has_any(viewer) else least


def ask(asked: Asked, viewer: Viewer, *, limit: int, facets: bool = False) -> Answer:
    """What the indexes say that this viewer's questions go to, as one list. Nothing of it may be shown yet."""
    but = list(Pending.objects.values_list("pk", flat=True)[:MOST_UNSETTLED]) if facets else []
    held = audiences_of(viewer)
    answers = [
        engine(name).find(asked, held, limit=limit, facets=facets, but=but) for name in shelves_of(viewer)
    ]  # fmt: skip
    if len(answers) == 1:
        return answers[0]
    hits: dict[int, Hit] = {}
    for hit in (hit for answer in answers for hit in answer.hits):
        hits.setdefault(hit.entry_id, hit)  # in both for a moment, while it moves from one to the other
    order = sorted(
        hits.values(), key=lambda hit: (0 if asked.newest else -hit.score, -hit.published, -hit.entry_id)
    )  # fmt: skip
    summed: Facets = {}
    for answer in answers:
        for name, values in answer.facets.items():
            counts = summed.setdefault(name, {})
            for value, many in values.items():
                counts[value] = counts.get(value, 0) + many
    return Answer(order[:limit], sum(answer.total for answer in answers), summed)


@dataclass(frozen=True)
class _Checked:
    entries: list[Entry]
    total: int
    facets: Facets


def _checked(
    answer: Answer, asked: Asked, viewer: Viewer, *, limit: int, offset: int, counted: bool, facets: bool
) -> _Checked:
    ranked = [hit.entry_id for hit in answer.hits]
    readable = Entry.objects.visible_to(viewer).without_blocked(viewer).published().filter(pk__in=ranked)
    columns = ("pk", "kind", "space_id", "author_id", "published_at") if facets else ("pk",)
    rows = {row[0]: row for row in readable.order_by().values_list(*columns)}
    shown = [pk for pk in ranked if pk in rows][offset : offset + limit]
    entries = Entry.objects.visible_to(viewer).in_bulk(shown)
    total, counts = len(rows), {}
    # What lies below somebody's floor bears an audience they hold: the index alone may not count for them.
    if counted and answer.total > MOST_COUNTED and not floors.has_any(viewer):
        total = max(total, MOST_COUNTED + 1)
        if facets and Pending.objects.count() <= MOST_UNSETTLED:
            counts = ask(asked, viewer, limit=1, facets=True).facets
    elif facets:
        counts = _counted(list(rows.values()))
    return _Checked([entries[pk] for pk in shown if pk in entries], total, counts)


def _counted(rows: list[Any]) -> Facets:
    """The facets of few results, from the database: exact, however late the index is."""
    ids = [row[0] for row in rows]
    spaces = {(pk, space) for pk, _kind, space, _author, _at in rows if space}
    spaces |= set(Placement.objects.filter(entry__in=ids).order_by().values_list("entry_id", "space_id"))
    tags = TaggedEntry.objects.filter(content_object__in=ids).order_by().values_list("tag__slug", flat=True)
    return {
        "kind": dict(Counter(row[1] for row in rows)),
        "space": dict(Counter(space for _pk, space in spaces)),
        "author": dict(Counter(row[3] for row in rows)),
        "tag": dict(Counter(tags)),
        "year": dict(Counter(localtime(row[4]).year for row in rows)),
    }
