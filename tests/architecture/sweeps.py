"""How much of a large sweep is asked: a sample that changes with the day, or with ``PORTICO_SWEEPS=whole`` everything.

Asking every address as everybody takes minutes, so ``make test`` asks each address as a few, others every day, and
``make attacks`` each as everybody. A sample that has found something is drawn again with ``PORTICO_SWEEPS_SEED``.
"""

from __future__ import annotations

import os
import random
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import TypeVar

T = TypeVar("T")

WHOLE = os.environ.get("PORTICO_SWEEPS") == "whole"
SEED = os.environ.get("PORTICO_SWEEPS_SEED") or datetime.now(UTC).date().isoformat()
DRAWN = "everything was asked" if WHOLE else f"PORTICO_SWEEPS_SEED={SEED} draws this sample again"


def drawn(found: Sequence[T], count: int, *, for_: str) -> list[T]:
    """So many of ``found`` today, in their order; ``for_`` is what they are drawn for, so that each draws its own."""
    if WHOLE or len(found) <= count:
        return list(found)
    # A seed of text gives the same numbers in every process, unlike hash().
    chosen = random.Random(f"{SEED} {for_}").sample(range(len(found)), count)
    return [found[place] for place in sorted(chosen)]


def falls_to(one: T, among: Sequence[T], *, for_: str) -> bool:
    """Whether today it is this one of several who asks; over the days it is each of them."""
    return one in drawn(among, 1, for_=for_)


def one_of_each(kinds: Iterable[Sequence[int]], *, for_: str) -> list[int]:
    """A place of each kind, and all of all kinds in a whole sweep: who is let in and who is not, say."""
    return sorted(place for number, kind in enumerate(kinds) for place in drawn(kind, 1, for_=f"{for_} {number}"))
