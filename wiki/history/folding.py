"""Long stretches that did not change, folded away; the heading under which the next change stands is kept in sight."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .comparing import Row

# Blocks on either side of a change that are shown with it.
AROUND = 2
# Of a longer stretch the reader asks for the whole page.
_MOST_IN_A_FOLD = 60


@dataclass(frozen=True)
class Fold:
    """Blocks that are not shown. ``rows`` are empty where there are too many to carry along; ``landmark`` is the last
    heading among them."""

    count: int
    rows: Sequence[Row]
    landmark: Row | None


def folded(rows: Sequence[Row], *, around: int = AROUND) -> Iterator[Row | Fold]:
    # The line between the head of a table and its rows says nothing to a reader.
    rows = [row for row in rows if not (row.is_same and row.block.sort == "lines")]
    place = 0
    while place < len(rows):
        if not rows[place].is_same:
            yield rows[place]
            place += 1
            continue
        end = place
        while end < len(rows) and rows[end].is_same:
            end += 1
        yield from _stretch(rows[place:end], head=around if place else 0, tail=around if end < len(rows) else 0)
        place = end


def _stretch(rows: Sequence[Row], *, head: int, tail: int) -> Iterator[Row | Fold]:
    hidden = rows[head : len(rows) - tail]
    if len(hidden) < 3:
        yield from rows
        return
    yield from rows[:head]
    shown_after = rows[len(rows) - tail :]
    needs_landmark = tail and not any(row.is_heading for row in shown_after)
    landmark = next((row for row in reversed(hidden) if row.is_heading), None) if needs_landmark else None
    yield Fold(len(hidden), hidden if len(hidden) <= _MOST_IN_A_FOLD else (), landmark)
    yield from shown_after
