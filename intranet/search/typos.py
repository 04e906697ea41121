"""Other words for what was typed: the one that was meant, and the one that is still being typed.

Both come only from what the reader may read. The index says which words there are; the database is asked for an entry
with each of them before it is shown, since the index may be late.
"""

from __future__ import annotations

from collections.abc import Iterable

from intranet.content.models import Entry
from intranet.spaces.audiences import Viewer, audiences_of

from .asked import Asked
from .engine import engine
from .shelves import shelves_of
from .words import WORD, folded

# Words with the same beginning that are looked through for the one that was meant.
MOST_LOOKED_AT = 40_000
MOST_TRIED = 12
MOST_BEGINNING = 60
MOST_PLACES = 20
MOST_COMPLETED = 8


def suggest(asked: Asked, viewer: Viewer) -> str:
    """What was typed with its mistakes put right, or "": when some words are in nothing this viewer may read, and
    others much like them are."""
    held = audiences_of(viewer)
    better: dict[str, str] = {}
    for word in asked.words:
        alone = Asked(words=(word,))
        if any(engine(name).find(alone, held, limit=1).total for name in shelves_of(viewer)):
            continue
        if found := _nearest(word, viewer):
            better[word] = found
    if not better:
        return ""
    return WORD.sub(lambda found: better.get(folded(found[0].lower()), found[0]), asked.text)


def complete(beginning: str, viewer: Viewer) -> list[str]:
    """Words that begin like this, the more frequent first, out of what this viewer may read."""
    beginning = folded(beginning.lower())
    if len(beginning) < 2:
        return []
    candidates: set[str] = set()
    for name in shelves_of(viewer):
        candidates.update(engine(name).words_beginning(beginning, most=MOST_BEGINNING))
    counts = _said_by_how_many(candidates, viewer)
    return sorted(counts, key=lambda word: (-counts[word], word))[:MOST_COMPLETED]


def _nearest(word: str, viewer: Viewer) -> str:
    if len(word) < 4 or any(letter.isdigit() for letter in word):
        return ""
    allowed = 1 if len(word) < 6 else 2
    apart: dict[str, int] = {}
    for name in shelves_of(viewer):
        for candidate in engine(name).words_beginning(word[0], most=MOST_LOOKED_AT):
            if abs(len(candidate) - len(word)) <= allowed and candidate != word:
                apart[candidate] = distance(word, candidate, allowed)
    near = sorted((steps, candidate) for candidate, steps in apart.items() if steps <= allowed)
    counts = _said_by_how_many([candidate for _steps, candidate in near[:MOST_TRIED]], viewer)
    return min(counts, key=lambda candidate: (apart[candidate], -counts[candidate], candidate), default="")


def _said_by_how_many(words: Iterable[str], viewer: Viewer) -> dict[str, int]:
    """Those of ``words`` that stand, just like this, in an entry this viewer may read now, and in about how many."""
    places: dict[int, set[str]] = {}
    for word in words:
        for name in shelves_of(viewer):
            for entry in engine(name).exactly(word, audiences_of(viewer), most=MOST_PLACES):
                places.setdefault(entry, set()).add(word)
    readable = Entry.objects.visible_to(viewer).without_blocked(viewer).published().filter(pk__in=places)
    counts: dict[str, int] = {}
    for pk in readable.order_by().values_list("pk", flat=True):
        for word in places[pk]:
            counts[word] = counts.get(word, 0) + 1
    return counts


def distance(one: str, other: str, most: int) -> int:
    """How many letters must be changed, added, left out or swapped with their neighbour; ``most`` + 1 if more."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for at, letter in enumerate(one, 1):
        older, before, row = before, row, [at]
        for place, wanted in enumerate(other, 1):
            cost = min(before[place] + 1, row[place - 1] + 1, before[place - 1] + (letter != wanted))
            if at > 1 and place > 1 and letter == other[place - 2] and one[at - 2] == wanted:
                cost = min(cost, older[place - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
    return row[-1]
