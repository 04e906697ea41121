"""What changed from one version of a page to another, so that a person can read it: block by block, word by word, with
what was moved named as moved."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from time import monotonic
from typing import Literal, NamedTuple

from intranet.core.difference import Change, changes_between

from .aligning import pairs_of
from .blocks import Block, blocks_of
from .inline import Word, words_of

# In seconds, together: after that the difference is coarser, but it is there.
PATIENCE_FOR_BLOCKS = 0.4
PATIENCE_FOR_WORDS = 1.0
# What is shorter and stands elsewhere now is as likely to have been written anew.
_SHORTEST_MOVED = 30

RowChange = Literal["same", "added", "removed", "changed", "moved_here", "moved_away"]


class Run(NamedTuple):
    """Words that are set alike and stayed, came or went together."""

    change: Change
    text: str
    ways: tuple[str, ...] = ()
    address: str = ""


@dataclass(frozen=True)
class Row:
    """One block, or the two it was and is. A row without ``before`` was not there."""

    change: RowChange
    before: Block | None
    after: Block | None
    # Both in one, for reading down; of a block that did not change: itself.
    runs: list[Run] = field(default_factory=list)

    @property
    def block(self) -> Block:
        block = self.after or self.before
        assert block is not None
        return block

    @property
    def is_same(self) -> bool:
        return self.change == "same"

    @property
    def is_heading(self) -> bool:
        return self.block.sort == "heading"

    @property
    def runs_before(self) -> list[Run]:
        return [run for run in self.runs if run.change != "added"]

    @property
    def runs_after(self) -> list[Run]:
        return [run for run in self.runs if run.change != "removed"]


@dataclass(frozen=True)
class Comparison:
    rows: list[Row]
    added: int
    removed: int

    @property
    def is_empty(self) -> bool:
        return all(row.is_same for row in self.rows)

    @property
    def changed(self) -> list[Row]:
        return [row for row in self.rows if not row.is_same]


def compare(older: str, newer: str) -> Comparison:
    before, after = blocks_of(older), blocks_of(newer)
    deadline = monotonic() + PATIENCE_FOR_BLOCKS + PATIENCE_FOR_WORDS
    steps = changes_between(before, after, patience=PATIENCE_FOR_BLOCKS)
    moved = _moved(steps)
    rows: list[Row] = []
    gone: list[Block] = []
    come: list[Block] = []
    for change, blocks in [*steps, ("same", [])]:
        if change == "removed":
            gone += blocks
        elif change == "added":
            come += blocks
        else:
            rows += _replaced(gone, come, moved, deadline)
            gone, come = [], []
            rows += [Row("same", block, block) for block in blocks]
    return Comparison(rows, *_counted(rows))


def runs_of(block: Block, change: Change = "same") -> list[Run]:
    """A block that is shown as it is."""
    return _joined([(change, words_of(block.text, as_written=block.sort == "code"))])


def _moved(steps: Sequence[tuple[Change, list[Block]]]) -> Counter[Block]:
    """Blocks that went from one place and came in another, each as often as both happened."""
    gone = Counter(block for change, blocks in steps if change == "removed" for block in blocks)
    come = Counter(block for change, blocks in steps if change == "added" for block in blocks)
    both = gone & come
    return Counter({block: times for block, times in both.items() if _is_worth_telling(block)})


def _is_worth_telling(block: Block) -> bool:
    return block.sort not in ("code", "fence", "lines", "rule") and (
        len(block.text) >= _SHORTEST_MOVED or block.sort == "heading"
    )


def _replaced(gone: list[Block], come: list[Block], moved: Counter[Block], deadline: float) -> list[Row]:
    """The rows of one place where blocks went and others came."""
    rows: list[Row] = []
    for old, new in pairs_of(gone, come, apart=lambda block: moved[block] > 0):
        if old is not None and new is not None:
            rows += _changed(old, new, deadline)
        elif new is not None:
            if moved[new]:
                rows.append(Row("moved_here", None, new, runs_of(new)))
            else:
                rows.append(Row("added", None, new, runs_of(new, "added")))
        elif old is not None:
            if moved[old]:
                rows.append(Row("moved_away", old, None, runs_of(old)))
            else:
                rows.append(Row("removed", old, None, runs_of(old, "removed")))
    return rows


def _changed(old: Block, new: Block, deadline: float) -> list[Row]:
    as_written = old.sort == "code"
    before, after = words_of(old.text, as_written=as_written), words_of(new.text, as_written=as_written)
    left = deadline - monotonic()
    if left <= 0:
        return [
            Row("removed", old, None, runs_of(old, "removed")),
            Row("added", None, new, runs_of(new, "added")),
        ]
    steps = changes_between(before, after, patience=min(left, 0.3), readable=True)
    return [Row("changed", old, new, _joined(steps))]


def _joined(steps: Sequence[tuple[Change, list[Word]]]) -> list[Run]:
    runs: list[Run] = []
    for change, words in steps:
        for word in words:
            last = runs[-1] if runs else None
            if last is not None and (last.change, last.ways, last.address) == (change, word.ways, word.address):
                runs[-1] = last._replace(text=last.text + word.text)
            else:
                runs.append(Run(change, word.text, word.ways, word.address))
    return runs


def _counted(rows: Sequence[Row]) -> tuple[int, int]:
    """How many words came and went; what was moved did neither."""
    added = removed = 0
    for row in rows:
        if row.change in ("same", "moved_here", "moved_away"):
            continue
        for run in row.runs:
            words = len(run.text.split())
            added += words if run.change == "added" else 0
            removed += words if run.change == "removed" else 0
    return added, removed
