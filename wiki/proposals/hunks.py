"""What somebody would change, in pieces that can be decided one by one.

A piece is what a reviewer can judge by itself: a sentence of a paragraph, an item of a list, a row of a table, or some
lines in a row that have nothing to do with those they take the place of.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from intranet.core.edits import Edit, applied, line_edits, word_edits

MOST = 200
# How much of a line must have stayed for it to be the same line, changed.
_ALIKE = 0.5
_SENTENCE_END = re.compile(r"[.!?:;…][\"”’)\]*_]*[^\S\n]+")


def hunks_of(base: str, proposed: str) -> list[Edit]:
    """The pieces in which ``proposed`` differs from ``base``; all of them applied to ``base`` are ``proposed``."""
    runs = line_edits(base, proposed)
    found = [piece for run in runs for piece in _pieces(base[run.start : run.end], run)]
    return found if len(found) <= MOST else runs


def _pieces(before: str, run: Edit) -> Iterator[Edit]:
    if before and run.text.startswith(f"{before}\n") and not before.endswith("\n"):
        # The last line of a text that ends without one has stayed: what comes behind it is all that comes.
        yield Edit(run.end, run.end, run.text[len(before) :])
        return
    older, newer = before.splitlines(keepends=True), run.text.splitlines(keepends=True)
    if len(older) != len(newer) or not all(map(_same_line, older, newer)):
        yield run
        return
    at = run.start
    for old, new in zip(older, newer, strict=True):
        if old != new:
            yield from (piece.moved(at) for piece in _sentences(old, new))
        at += len(old)


def _same_line(older: str, newer: str) -> bool:
    if not older.strip() or not newer.strip():
        return older.strip() == newer.strip()
    return SequenceMatcher(None, older.split(), newer.split(), autojunk=False).ratio() >= _ALIKE


def _sentences(older: str, newer: str) -> Iterator[Edit]:
    """The changes of one line, those of one sentence together, with the sentence around them."""
    group: list[Edit] = []
    for edit in word_edits(older, newer):
        if group and _SENTENCE_END.search(older, group[-1].end, edit.start):
            yield _whole_sentence(older, group)
            group = []
        group.append(edit)
    if group:
        yield _whole_sentence(older, group)


def _whole_sentence(line: str, group: list[Edit]) -> Edit:
    first, last = group[0].start, group[-1].end
    start = max((match.end() for match in _SENTENCE_END.finditer(line, 0, first)), default=0)
    after = _SENTENCE_END.search(line, last)
    end = after.end() if after else len(line.rstrip("\n"))
    end = max(end, last)
    inside = [edit.moved(-start) for edit in group]
    return Edit(start, end, applied(line[start:end], inside))
