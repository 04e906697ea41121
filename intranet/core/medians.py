"""The value in the middle: half are below it, half above."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import TypeVar

T = TypeVar("T", float, timedelta)


def median(values: Iterable[T]) -> T | None:
    """Of an even number of values, what lies between the two in the middle. None of none. (That of the standard library
    takes durations as well, but its types do not say so.)"""
    ordered = sorted(values)
    if not ordered:
        return None
    middle = len(ordered) // 2
    return ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) / 2
