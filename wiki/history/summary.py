"""A difference in a few lines, for a notice and a mail."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from intranet.core.difference import Change, Piece

from .comparing import Comparison, Row, compare

MOST_LINES = 5
LONGEST = 240
# Of what did not change, so much is left on either side.
_AROUND = 40
_NO_WORDS = frozenset({"fence", "lines", "rule"})


class Summary(NamedTuple):
    added: int
    removed: int
    lines: list[list[Piece]]


def summary_of(older: str, newer: str) -> Summary:
    result = compare(older, newer)
    return Summary(result.added, result.removed, first_lines(result))


def first_lines(result: Comparison, most: int = MOST_LINES) -> list[list[Piece]]:
    rows = [row for row in result.changed if row.change != "moved_away" and row.block.sort not in _NO_WORDS]
    return [line for row in rows[:most] if (line := _line(row))]


def words_of(added: int, removed: int) -> str:
    """How much, as a sentence."""
    if added and removed:
        return _("%(added)s words added, %(removed)s removed") % {"added": added, "removed": removed}
    if added:
        return ngettext("%(count)s word added", "%(count)s words added", added) % {"count": added}
    if removed:
        return ngettext("%(count)s word removed", "%(count)s words removed", removed) % {"count": removed}
    return _("Only the order or the form changed")


def _line(row: Row) -> list[Piece]:
    pieces: list[Piece] = []
    left = LONGEST
    for run in row.runs:
        change: Change = run.change
        text = " ".join(run.text.split("\n"))
        if pieces and pieces[-1].change == change:
            pieces[-1] = Piece(change, pieces[-1].text + text)
        else:
            pieces.append(Piece(change, text))
    shown: list[Piece] = []
    for place, piece in enumerate(pieces):
        text = _cut(piece.text, is_first=place == 0, is_last=place == len(pieces) - 1, is_same=piece.change == "same")
        if len(text) > left:
            shown.append(Piece(piece.change, text[: max(left, 1)].rstrip() + "…"))
            break
        shown.append(Piece(piece.change, text))
        left -= len(text)
    return shown


def _cut(text: str, *, is_first: bool, is_last: bool, is_same: bool) -> str:
    if not is_same or len(text) <= 2 * _AROUND:
        return text
    if is_first and is_last:
        return text
    head = "" if is_first else text[:_AROUND]
    tail = "" if is_last else text[-_AROUND:]
    return f"{head}…{tail}"


def as_rows(lines: Sequence[Sequence[Piece]]) -> list[list[list[str]]]:
    return [[[piece.change, piece.text] for piece in line] for line in lines]


def from_rows(rows: Sequence[Sequence[Sequence[str]]]) -> list[list[Piece]]:
    names: dict[str, Change] = {"same": "same", "added": "added", "removed": "removed"}
    return [[Piece(names.get(change, "same"), text) for change, text in line] for line in rows]
