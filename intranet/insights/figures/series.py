"""What a figure says of a span: points for a chart and its table, and one number for all of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from intranet.core.small_groups import Withheld


@dataclass(frozen=True)
class Point:
    """``value`` is None where it is not told, and ``withheld`` says why."""

    label: str
    value: float | None
    url: str = ""
    withheld: Withheld = Withheld.FEW


@dataclass(frozen=True)
class Series:
    """``points`` are drawn as the figure says (a line of days, or a bar for each). ``total`` is of the whole span,
    ``previous`` of the one before it; each None where it cannot be said. ``withheld``: why nothing may be told of all
    of it."""

    points: Sequence[Point] = field(default_factory=tuple)
    total: float | None = None
    previous: float | None = None
    withheld: Withheld | None = None

    @property
    def is_empty(self) -> bool:
        return self.withheld is None and not self.total and not any(point.value for point in self.points)

    @property
    def is_drawn(self) -> bool:
        """Whether there is a point to draw: many small steps may each be too few to tell."""
        return any(point.value is not None for point in self.points)

    @property
    def change(self) -> int | None:
        """By how many percent it grew against the span before."""
        if self.total is None or not self.previous:
            return None
        return round(100 * (self.total - self.previous) / self.previous)
