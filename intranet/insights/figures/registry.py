"""Which figures there are. Parts register theirs in ``ready()``::

    figures.register(Figure("posts", _("Posts"), "adoption", Unit.COUNT, daily=posts_by_day))
    figures.register(Figure("first_reply", _("Time to the first answer"), "dialogue", Unit.HOURS, of=hours_to_reply))

``daily(first, last)`` yields a ``Daily`` for each day and scope in which there was something; a job keeps them,
and what is kept is added up. ``of(scope, span)`` is asked each time, and returns a whole ``Series``; it must stay quick
whatever the size of the house.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext_lazy as _

from .scopes import Scope
from .series import Series
from .spans import Span

GROUPS = {
    "adoption": _("Who takes part"),
    "dialogue": _("Dialogue"),
    "reach": _("Reach"),
    "ideas": _("Ideas"),
    "knowledge": _("Knowledge"),
    "customers": _("Customers"),
    "control": _("What control costs"),
    "health": _("How the house talks"),
}


class Unit(StrEnum):
    COUNT = "count"
    PEOPLE = "people"
    SHARE = "share"
    HOURS = "hours"


class Chart(StrEnum):
    LINE = "line"
    BARS = "bars"


@dataclass(frozen=True)
class Daily:
    """What was counted on one day in one scope. ``people``: how many stand behind it, where that matters. ``protects``:
    not told, since from it one could reckon what another, smaller group did."""

    day: datetime.date
    scope: str
    value: float
    people: int | None = None
    protects: bool = False


@dataclass(frozen=True)
class Figure:
    """One thing that is counted. ``sums``: whether days add up (posts), or the last says it all (people in a week),
    or, with ``mean``, a day in the middle of them (people a day).

    ``scopes``: of what it can be asked. ``good``: whether more is better (1), worse (-1) or neither (0). ``points_in``:
    what the points are, where that is not what the whole is. ``in_summary``: whether it stands in the summary for those
    who decide.
    """

    key: str
    title: Any
    group: str
    unit: Unit
    help: Any = ""
    daily: Callable[[datetime.date, datetime.date], Iterable[Daily]] | None = None
    of: Callable[[Scope, Span], Series] | None = None
    sums: bool = True
    mean: bool = False
    chart: Chart = Chart.LINE
    scopes: tuple[str, ...] = ("house", "role", "space")
    good: int = 1
    points_in: Unit | None = None
    order: int = 50
    in_summary: bool = False

    def __post_init__(self) -> None:
        if (self.daily is None) == (self.of is None):
            raise ValueError(f"The figure {self.key!r} is either counted by days or asked for a span.")
        if self.group not in GROUPS:
            raise ValueError(f"There is no group {self.group!r} of figures.")

    def can_tell_of(self, scope: Scope) -> bool:
        return scope.sort in self.scopes


_figures: dict[str, Figure] = {}


def register(figure: Figure) -> Figure:
    if figure.key in _figures and _figures[figure.key] != figure:
        raise ValueError(f"There is already a figure called {figure.key!r}.")
    _figures[figure.key] = figure
    return figure


def all_figures() -> list[Figure]:
    order = list(GROUPS)
    return sorted(_figures.values(), key=lambda one: (order.index(one.group), one.order, one.key))


def figure_called(key: str) -> Figure | None:
    return _figures.get(key)
