"""How much is measured. ``python -m tests.bench --small`` takes little data and short rounds: whether each benchmark
runs to its end is seen in minutes, and its figures are kept apart from those that count."""

from __future__ import annotations

import os
from typing import TypeVar

SMALL = bool(os.environ.get("PORTICO_BENCH_SMALL"))
T = TypeVar("T")


def sized(full: T, small: T) -> T:
    return small if SMALL else full
