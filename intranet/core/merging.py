"""Putting together two texts that began as the same one: a three-way merge, word by word.

The method is that of diff3 (Khanna, Kunal and Pierce, "A Formal Investigation of Diff3", 2007), with words for lines:
what only one side changed is taken from it; what both changed alike is taken once; where they differ it is a conflict.
"""

from __future__ import annotations

from typing import NamedTuple

from .difference import difference


class Conflict(Exception):
    """Both sides changed the same words, each in its own way."""


class Edit(NamedTuple):
    """``base[start:end]`` becomes ``text``; positions are characters."""

    start: int
    end: int
    text: str


def edits_between(older: str, newer: str) -> list[Edit]:
    """What turns ``older`` into ``newer``: edits in order, which neither touch nor overlap."""
    edits: list[Edit] = []
    place = 0
    start, text, open_ = 0, "", False
    for change, piece in difference(older, newer):
        if change == "same":
            if open_:
                edits.append(Edit(start, place, text))
                open_ = False
            place += len(piece)
            continue
        if not open_:
            start, text, open_ = place, "", True
        if change == "added":
            text += piece
        else:
            place += len(piece)
    if open_:
        edits.append(Edit(start, place, text))
    return edits


def merge(base: str, mine: str, theirs: str) -> str:
    """``mine`` and ``theirs``, both made from ``base``, as one text. Conflict where they cannot be."""
    if mine in (base, theirs):
        return theirs
    if theirs == base:
        return mine
    ours, others = edits_between(base, mine), edits_between(base, theirs)
    edits: list[Edit] = []
    while ours and others:
        one, other = ours[0], others[0]
        if one == other:
            edits.append(ours.pop(0))
            others.pop(0)
        elif one.end < other.start or (one.end == other.start and one.end > one.start and other.end > other.start):
            edits.append(ours.pop(0))
        elif other.end < one.start or (other.end == one.start and other.end > other.start and one.end > one.start):
            edits.append(others.pop(0))
        else:
            raise Conflict
    return apply_edits(base, [*edits, *ours, *others])


def apply_edits(text: str, edits: list[Edit]) -> str:
    """``text`` after edits that are in order and do not overlap."""
    parts, place = [], 0
    for edit in edits:
        parts += [text[place : edit.start], edit.text]
        place = edit.end
    return "".join([*parts, text[place:]])
