"""Putting together two texts that began as the same one: a three-way merge, word by word.

The method is that of diff3 (Khanna, Kunal and Pierce, "A Formal Investigation of Diff3", 2007), with words for lines:
what only one side changed is taken from it; what both changed alike is taken once; where they differ it is a conflict.
"""

from __future__ import annotations

from .edits import Edit, applied, edits


class Conflict(Exception):
    """Both sides changed the same words, each in its own way."""


def merge(base: str, mine: str, theirs: str) -> str:
    """``mine`` and ``theirs``, both made from ``base``, as one text. Conflict where they cannot be."""
    if mine in (base, theirs):
        return theirs
    if theirs == base:
        return mine
    ours, others = edits(base, mine), edits(base, theirs)
    taken: list[Edit] = []
    while ours and others:
        one, other = ours[0], others[0]
        if one == other:
            taken.append(ours.pop(0))
            others.pop(0)
        elif one.end < other.start or (one.end == other.start and one.end > one.start and other.end > other.start):
            taken.append(ours.pop(0))
        elif other.end < one.start or (other.end == one.start and other.end > other.start and one.end > one.start):
            taken.append(others.pop(0))
        else:
            raise Conflict
    return applied(base, [*taken, *ours, *others])
