"""What the stages are measured by. Each part registers what it can tell::

    measures.register(Measure("answered_in_time", _("…"), of=…, page="forum:work", help=…))

A part that is switched off takes its measures with it, and the stages ask for what is left.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import NoReverseMatch, reverse


@dataclass(frozen=True)
class Measure:
    """``of(at)``: its value then, or None while there is too little to say. ``unit`` is "%" or "" for a count.
    ``help`` says what to do for more of it, ``page`` names the address where that is done."""

    key: str
    label: Any
    of: Callable[[datetime], float | None]
    unit: str = ""
    help: Any = ""
    page: str = ""
    action: Any = ""

    @property
    def url(self) -> str:
        try:
            return reverse(self.page) if self.page else ""
        except NoReverseMatch:
            return ""


_measures: dict[str, Measure] = {}


def register(*measures: Measure) -> None:
    for measure in measures:
        _measures[measure.key] = measure


def known(key: str) -> Measure | None:
    return _measures.get(key)


def share(part: int, whole: int, *, fewest: int = 1) -> float | None:
    """In per cent; None of fewer than ``fewest``, of which nothing is to be said."""
    return round(100 * part / whole, 1) if whole >= max(fewest, 1) else None
