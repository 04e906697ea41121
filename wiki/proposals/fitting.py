"""Whether a piece of a proposal still fits into a text that has been changed since, and where.

It fits where nobody has touched what it changes, nor the words that stand next to it; the rest of the sentence may be
somebody else's by now, and stays. What does not fit is never put in by guess: it is shown with both texts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Literal

from intranet.core.edits import Edit, applied, edits

_WORD_BEFORE = re.compile(r"\w+[^\w\n]*\Z")
_WORD_AFTER = re.compile(r"[^\w\n]*\w+")
# A passage that moved is found again by its words, where these are enough to be its own.
_ENOUGH = 20


@dataclass(frozen=True)
class Fit:
    """``clean``: ``changes`` make of the live text what was proposed. ``there``: it reads so already. ``conflict``:
    somebody changed the passage. ``start`` and ``end`` are the passage in the live text in any case."""

    state: Literal["clean", "there", "conflict"]
    start: int
    end: int
    changes: Sequence[Edit] = field(default_factory=tuple)

    def applied_to(self, live: str) -> str:
        return applied(live, self.changes)

    def passage(self, live: str) -> str:
        return live[self.start : self.end]

    def passage_after(self, live: str) -> str:
        """What the passage will be."""
        return applied(self.passage(live), [change.moved(-self.start) for change in self.changes])


class Ground:
    """A base text and the live text it has become. Pieces that have been accepted meanwhile are part of the base, so
    that what remains of the difference is other people's."""

    def __init__(self, base: str, live: str, accepted: Iterable[Edit] = ()) -> None:
        self._accepted = sorted(accepted)
        self.base = applied(base, self._accepted)
        self.live = live
        self.others = edits(self.base, live)

    def fit(self, hunk: Edit) -> Fit:
        """Where this piece (of the base as it was first) goes in the live text."""
        hunk = hunk.moved(sum(done.grows for done in self._accepted if done.end <= hunk.start))
        before = self.base[hunk.start : hunk.end]
        start, end = self._passage(hunk)
        if hunk.text in (self.live[start:end], self.live[self._at(hunk.start) : self._past(hunk.end)]):
            return Fit("there", start, end)
        words = hunk.text.strip()
        if len(words) >= _ENOUGH and words not in self.base and words in self.live:
            found = self.live.index(words)
            return Fit("there", found, found + len(words))
        wanted = [edit.moved(hunk.start) for edit in edits(before, hunk.text)]
        missing = [edit for edit in wanted if edit not in self.others]
        if not missing:
            return Fit("there", start, end)
        changes = [self._carried(edit) for edit in missing]
        if any(change is None for change in changes):
            return self._where_it_went(before, hunk.text) or Fit("conflict", start, end)
        fitting = [change for change in changes if change is not None]
        start, end = min(start, fitting[0].start), max(end, fitting[-1].end)
        return Fit("clean", start, end, tuple(fitting))

    def _carried(self, edit: Edit) -> Edit | None:
        if any(self._touches(edit, other) for other in self.others):
            return None
        if _is_lines(self.base, edit) and not self._has_a_neighbour(edit):
            return None
        start = self._past(edit.start)
        end = start if edit.start == edit.end else self._at(edit.end)
        if self.live[start:end] != self.base[edit.start : edit.end]:
            return None
        return Edit(start, end, edit.text)

    def _touches(self, edit: Edit, other: Edit) -> bool:
        low, high = _with_neighbours(self.base, edit)
        if other.start < high and other.end > low:
            return True
        if other.end == low == edit.start:
            # Right before, with nothing between: lines above are no neighbours, what else is said there is.
            both_come_in = edit.start == edit.end and other.start == other.end
            above = other.text.endswith("\n") or (not other.text and _begins_line(self.base, other.start))
            return both_come_in or not above
        if other.start == high == edit.end:
            below = other.text.startswith("\n") or _begins_line(self.base, high)
            return not below or (edit.text != "" and _begins_line(self.base, high) and not edit.text.endswith("\n"))
        return False

    def _has_a_neighbour(self, edit: Edit) -> bool:
        """For lines that come in: whether the line above them or the one below is still what it was."""
        above = _line_around(self.base, edit.start - 1, back=True)
        below = _line_around(self.base, edit.end, back=False)
        spans = [span for span in (above, below) if span is not None]
        return not spans or any(not self._is_changed(*span) for span in spans)

    def _is_changed(self, start: int, end: int) -> bool:
        return any(other.start < end and other.end > start for other in self.others)

    def _where_it_went(self, before: str, after: str) -> Fit | None:
        """The passage somewhere else, if it is there word for word, and once."""
        if len(before.strip()) < _ENOUGH or self.base.count(before) != 1 or self.live.count(before) != 1:
            return None
        start = self.live.index(before)
        return Fit("clean", start, start + len(before), (Edit(start, start + len(before), after),))

    def _passage(self, hunk: Edit) -> tuple[int, int]:
        """The stretch of the live text that has become of the piece's own."""
        start, end = self._at(hunk.start), self._past(hunk.end)
        if hunk.start < hunk.end:
            # What others put right before or right behind is not of it, unless it is all there is.
            inner = self._past(hunk.start), self._at(hunk.end)
            if inner[0] < inner[1]:
                return inner
        return start, max(start, end)

    def _at(self, place: int) -> int:
        """A place of the base in the live text, before what came in there."""
        moved = place
        for other in self.others:
            if other.end <= place and other.start < place:
                moved += other.grows
            elif other.start < place:
                return moved - (place - other.start)
        return moved

    def _past(self, place: int) -> int:
        """The same, behind what came in there."""
        moved = place
        for other in self.others:
            if other.end <= place:
                moved += other.grows
            elif other.start < place:
                return moved + (other.end - place) + other.grows
        return moved


def _with_neighbours(text: str, edit: Edit) -> tuple[int, int]:
    """An edit with the word before it and the word behind it, as far as they stand in the same line."""
    if _is_lines(text, edit):
        return edit.start, edit.end
    low, high = edit.start, edit.end
    if not _begins_line(text, low):
        line = text.rfind("\n", 0, low) + 1
        word = _WORD_BEFORE.search(text, line, low)
        low = word.start() if word else line
    if high < len(text) and text[high] != "\n" and not (high > edit.start and _begins_line(text, high)):
        word = _WORD_AFTER.match(text, high)
        line_end = text.find("\n", high)
        high = word.end() if word else (line_end if line_end >= 0 else len(text))
    return low, high


def _is_lines(text: str, edit: Edit) -> bool:
    """Whether whole lines come in, where none were."""
    if edit.start != edit.end:
        return False
    if _begins_line(text, edit.start) and edit.text.endswith("\n"):
        return True
    return edit.text.startswith("\n") and (edit.start == len(text) or text[edit.start] == "\n")


def _begins_line(text: str, place: int) -> bool:
    return place == 0 or text[place - 1] == "\n"


def _line_around(text: str, place: int, *, back: bool) -> tuple[int, int] | None:
    """The nearest line with words in it, from a place on or back from there."""
    step = -1 if back else 1
    while 0 <= place < len(text) and text[place].isspace():
        place += step
    if not 0 <= place < len(text):
        return None
    start = text.rfind("\n", 0, place) + 1
    end = text.find("\n", place)
    return start, end if end >= 0 else len(text)
