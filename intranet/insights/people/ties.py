"""Who has helped whom. Each part registers what it sees of it::

    ties.register(Ties("answers", ANSWERED, of=…))

Nothing of it is worked out here; ``gathering`` does, at night.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

ANSWERED, ACCEPTED, THANKED = "answered", "accepted", "thanked"


class Tie(NamedTuple):
    """``giver`` has helped ``taker``: answered them, or is thanked by them."""

    giver: int
    taker: int


@dataclass(frozen=True)
class Ties:
    """One sort of help. ``of(since, until)``: each time it happened, in a fixed number of queries; never what was said
    between a few."""

    name: str
    counts_as: str
    of: Callable[[datetime, datetime], Iterable[Tie]]


_sorts: dict[str, Ties] = {}


def register(sort: Ties) -> None:
    _sorts[sort.name] = sort


def all_sorts() -> list[Ties]:
    return list(_sorts.values())
