"""What was done to a text, as edits that can be carried over to another text.

``difference`` (beside this) is for reading: it joins what reads better joined. Edits are for applying: they may be many
and small, but what they leave alone has truly been left alone. Whole lines are compared first, as they are what people
keep when they write around them, and words only within the lines that changed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from diff_match_patch import diff_match_patch

# After this many seconds what changed is found in bigger pieces: never wrongly, only more coarsely.
_PATIENCE = 1.0
_WORDS = re.compile(r"\w+|[^\S\n]+|\n|[^\w\s]")
# So many words in a row may be the same by chance where both their neighbours were replaced.
_BY_CHANCE = 3


class Edit(NamedTuple):
    """``older[start:end]`` became ``text``."""

    start: int
    end: int
    text: str

    @property
    def grows(self) -> int:
        return len(self.text) - (self.end - self.start)

    def moved(self, by: int) -> Edit:
        return Edit(self.start + by, self.end + by, self.text)


def edits(older: str, newer: str) -> list[Edit]:
    """What made ``newer`` of ``older``, in order, none touching another."""
    found: list[Edit] = []
    for run in line_edits(older, newer):
        inner = word_edits(older[run.start : run.end], run.text)
        found.extend(edit.moved(run.start) for edit in inner)
    return found


def line_edits(older: str, newer: str) -> list[Edit]:
    """The same in whole lines."""
    return list(_as_edits(_compared(older.splitlines(keepends=True), newer.splitlines(keepends=True))))


def word_edits(older: str, newer: str) -> list[Edit]:
    """The same in words, without the few words that stand in both by chance."""
    return list(_as_edits(_without_chance(_compared(_WORDS.findall(older), _WORDS.findall(newer)))))


def applied(text: str, changes: Iterable[Edit]) -> str:
    """The text after edits that are in order and do not overlap."""
    pieces, at = [], 0
    for change in changes:
        pieces += [text[at : change.start], change.text]
        at = change.end
    return "".join([*pieces, text[at:]])


# --- How it is found -------------------------------------------------------------------------------------------------


class _Step(NamedTuple):
    kept: Sequence[str]
    removed: Sequence[str] = ()
    added: Sequence[str] = ()


def _compared(before: Sequence[str], after: Sequence[str]) -> list[_Step]:
    alphabet: dict[str, str] = {}
    older, newer = ("".join(_letter(piece, alphabet) for piece in pieces) for pieces in (before, after))
    engine = diff_match_patch()
    engine.Diff_Timeout = _PATIENCE
    steps, old_at, new_at = [], 0, 0
    removed: list[str] = []
    added: list[str] = []
    for change, letters in engine.diff_main(older, newer, False):
        if change == 0:
            if removed or added:
                steps.append(_Step((), removed, added))
                removed, added = [], []
            steps.append(_Step(before[old_at : old_at + len(letters)]))
        if change <= 0:
            removed = [*removed, *before[old_at : old_at + len(letters)]] if change else removed
            old_at += len(letters)
        if change >= 0:
            added = [*added, *after[new_at : new_at + len(letters)]] if change else added
            new_at += len(letters)
    if removed or added:
        steps.append(_Step((), removed, added))
    return steps


def _letter(piece: str, alphabet: dict[str, str]) -> str:
    """A letter for each different piece, past the surrogates, which are none."""
    if piece not in alphabet:
        place = len(alphabet) + 1
        alphabet[piece] = chr(place if place < 0xD800 else place + 0x800)
    return alphabet[piece]


def _without_chance(steps: list[_Step]) -> list[_Step]:
    """Words that stayed between two replaced stretches, and are no more than those, are part of one replacement:
    "x the y" for "a the b" has not kept its "the"."""
    found: list[_Step] = []
    for place, step in enumerate(steps):
        if step.kept and found and place + 1 < len(steps) and _is_chance(step, found[-1], steps[place + 1]):
            last = found.pop()
            found.append(_Step((), [*last.removed, *step.kept], [*last.added, *step.kept]))
        elif not step.kept and found and not found[-1].kept:
            last = found.pop()
            found.append(_Step((), [*last.removed, *step.removed], [*last.added, *step.added]))
        else:
            found.append(step)
    return found


def _is_chance(step: _Step, before: _Step, after: _Step) -> bool:
    if not (before.removed and after.removed) or "\n" in step.kept:
        return False
    return _words_in(step.kept) <= min(_BY_CHANCE, _words_in(before.removed), _words_in(after.removed))


def _words_in(pieces: Sequence[str]) -> int:
    return sum(1 for piece in pieces if piece[0].isalnum() or piece[0] == "_")


def _as_edits(steps: Iterable[_Step]) -> Iterator[Edit]:
    at = 0
    for step in steps:
        if step.kept:
            at += sum(map(len, step.kept))
            continue
        end = at + sum(map(len, step.removed))
        yield Edit(at, end, "".join(step.added))
        at = end
