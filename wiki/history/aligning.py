"""Which of the blocks that went became which of those that came: a paragraph with one word less is the same one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from intranet.core.difference import words_in

from .blocks import Block

Pair = tuple[Block | None, Block | None]

# How much two must have in common to be one, between 0 and 1.
_ALIKE = 0.4
# Beyond this many comparisons, blocks are paired with those that stand near.
_MOST_COMPARISONS = 4_000
_NEAR = 6
_AS_IT_IS = frozenset({"code", "fence", "lines", "rule"})


def pairs_of(gone: Sequence[Block], come: Sequence[Block], *, apart: Callable[[Block], bool]) -> Iterator[Pair]:
    """Each block once, in the order of the page: with its partner, or alone. ``apart``: those that stay alone."""
    partners = _partners(gone, come, apart) if gone and come else {}
    place = 0
    for number, block in enumerate(gone):
        partner = partners.get(number)
        if partner is None:
            yield block, None
            continue
        for other in come[place:partner]:
            yield None, other
        yield block, come[partner]
        place = partner + 1
    for other in come[place:]:
        yield None, other


def _partners(gone: Sequence[Block], come: Sequence[Block], apart: Callable[[Block], bool]) -> dict[int, int]:
    if len(gone) == len(come) == 1 and not apart(gone[0]) and _fit(gone[0], come[0]):
        # What stands in the place of the only one that went took its place, unless they have nothing in common.
        return {0: 0} if _likeness(_bag(gone[0]), _bag(come[0])) > _ALIKE / 2 else {}
    old, new = [_bag(block) for block in gone], [_bag(block) for block in come]
    alone_old, alone_new = [apart(block) for block in gone], [apart(block) for block in come]

    def likeness(i: int, j: int) -> float:
        if alone_old[i] or alone_new[j] or not _fit(gone[i], come[j]):
            return 0.0
        found = _likeness(old[i], new[j])
        return found if found >= _ALIKE else 0.0

    if len(gone) * len(come) > _MOST_COMPARISONS:
        return _nearest(len(gone), len(come), likeness)
    return _best(len(gone), len(come), likeness)


def _best(m: int, n: int, likeness: Callable[[int, int], float]) -> dict[int, int]:
    """The pairs, in order on both sides, that have most in common together."""
    worth = [[0.0] * (n + 1) for _ in range(m + 1)]
    pairs = [[0.0] * n for _ in range(m)]
    for i in range(m - 1, -1, -1):
        for j in range(n - 1, -1, -1):
            pairs[i][j] = alike = likeness(i, j)
            taken = alike + worth[i + 1][j + 1] if alike else 0.0
            worth[i][j] = max(worth[i + 1][j], worth[i][j + 1], taken)
    found: dict[int, int] = {}
    i = j = 0
    while i < m and j < n:
        if pairs[i][j] and worth[i][j] == pairs[i][j] + worth[i + 1][j + 1]:
            found[i] = j
            i, j = i + 1, j + 1
        elif worth[i][j] == worth[i + 1][j]:
            i += 1
        else:
            j += 1
    return found


def _nearest(m: int, n: int, likeness: Callable[[int, int], float]) -> dict[int, int]:
    found: dict[int, int] = {}
    place = 0
    for i in range(m):
        near = range(place, min(place + _NEAR, n))
        best = max(near, key=lambda j: likeness(i, j), default=None)
        if best is not None and likeness(i, best):
            found[i] = best
            place = best + 1
    return found


def _fit(old: Block, new: Block) -> bool:
    """Code becomes code; a paragraph may become a point of a list or a heading."""
    if old.sort == new.sort:
        return True
    return old.sort not in _AS_IT_IS and new.sort not in _AS_IT_IS and "cells" not in (old.sort, new.sort)


def _bag(block: Block) -> Counter[str]:
    return Counter(word for word in words_in(block.text[:4_000].lower()) if not word.isspace())


def _likeness(old: Counter[str], new: Counter[str]) -> float:
    size = old.total() + new.total()
    return 2 * (old & new).total() / size if size else 1.0
