"""A series drawn: geometry for an SVG that stretches with its card, and the same in words for the table behind it.

The drawing carries no text: words that scale with a picture cannot be read on a phone. Labels are HTML around it.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from intranet.core.small_groups import Withheld

from .registry import Chart, Figure, Unit
from .series import Point, Series

WIDTH, HEIGHT = 600, 160
# Percent: beyond that the number says only that there was little before.
MUCH_MORE = 500


@dataclass(frozen=True)
class Mark:
    """Where the pointer finds one point of a line, and what is said there."""

    x: float
    width: float
    says: str


@dataclass(frozen=True)
class Bar:
    """``width`` is of 100."""

    label: str
    says: str
    width: float
    url: str = ""


@dataclass(frozen=True)
class Drawn:
    """What the template shows of one figure."""

    figure: Figure
    series: Series
    total: str
    against: str
    rows: list[tuple[str, str]]
    top: str = ""
    line: str = ""
    area: str = ""
    marks: list[Mark] = field(default_factory=list)
    bars: list[Bar] = field(default_factory=list)

    @property
    def is_line(self) -> bool:
        return self.figure.chart == Chart.LINE

    @property
    def way(self) -> str:
        """Whether the change is welcome: "good", "bad" or nothing."""
        change = self.series.change
        if not change or not self.figure.good:
            return ""
        return "good" if (change > 0) == (self.figure.good > 0) else "bad"


def in_words(value: float | None, unit: Unit, withheld: Withheld = Withheld.FEW) -> str:
    """A number as people read it. None: it is not told, and why."""
    if value is None:
        return withheld.says
    if unit == Unit.SHARE:
        return _("%(share)s %%") % {"share": number_format(round(value), use_l10n=True)}
    if unit == Unit.HOURS:
        return _hours(value)
    return number_format(round(value), use_l10n=True, force_grouping=True)


def _hours(value: float) -> str:
    if value < 1:
        return ngettext("%(n)d minute", "%(n)d minutes", round(value * 60)) % {"n": round(value * 60)}
    if value < 48:
        return ngettext("%(n)s hour", "%(n)s hours", 1 if value == 1 else 2) % {"n": _plain(value)}
    return _("%(n)s days") % {"n": _plain(value / 24)}


def _plain(value: float) -> str:
    rounded = round(float(value), 1)
    return number_format(int(rounded) if rounded.is_integer() else rounded, use_l10n=True)


def drawn(figure: Figure, series: Series, *, days: int) -> Drawn:
    unit = _unit_of_points(figure)
    rows = [(point.label, in_words(point.value, unit, point.withheld)) for point in series.points]
    shared: dict[str, Any] = {
        "figure": figure,
        "series": series,
        "total": _total(figure, series),
        "against": _against(series, days),
        "rows": rows,
    }
    if figure.chart == Chart.BARS:
        return Drawn(**shared, bars=_bars(figure, series.points))
    top = _round_top(max((point.value or 0 for point in series.points), default=0))
    return Drawn(
        **shared,
        top=in_words(top, figure.unit),
        line=_line(series.points, top),
        area=_area(series.points, top),
        marks=_marks(series.points, rows),
    )


def _unit_of_points(figure: Figure) -> Unit:
    """The bars of a share are the things that are shared out, unless the figure says otherwise."""
    if figure.points_in:
        return figure.points_in
    return Unit.COUNT if figure.unit == Unit.SHARE and figure.chart == Chart.BARS else figure.unit


def _total(figure: Figure, series: Series) -> str:
    if series.withheld is not None:
        return series.withheld.says
    return "–" if series.total is None else in_words(series.total, figure.unit)


def _against(series: Series, days: int) -> str:
    change = series.change
    if change is None:
        return ""
    facts = {"percent": abs(change), "days": days}
    if abs(change) > MUCH_MORE:
        return _("against next to nothing in the %(days)d days before") % facts
    if change == 0:
        return _("as much as in the %(days)d days before") % facts
    if change > 0:
        return _("%(percent)d %% more than in the %(days)d days before") % facts
    return _("%(percent)d %% less than in the %(days)d days before") % facts


def _round_top(most: float) -> float:
    """The next number above that people find round."""
    if most <= 0:
        return 1
    size = 10 ** math.floor(math.log10(most))
    return next(float(step * size) for step in (1, 2, 3, 4, 5, 6, 8, 10) if step * size >= most)


def _places(points: Sequence[Point]) -> list[float]:
    if len(points) == 1:
        return [WIDTH / 2]
    return [round(number * WIDTH / (len(points) - 1), 1) for number in range(len(points))]


def _height(value: float, top: float) -> float:
    return round(HEIGHT - value / top * HEIGHT, 1)


def _runs(points: Sequence[Point], top: float) -> list[list[tuple[float, float]]]:
    """What hangs together: a point that is not told breaks the line."""
    runs: list[list[tuple[float, float]]] = [[]]
    for x, point in zip(_places(points), points, strict=True):
        if point.value is None:
            runs.append([])
        else:
            runs[-1].append((x, _height(point.value, top)))
    return [run for run in runs if run]


def _line(points: Sequence[Point], top: float) -> str:
    drawn_runs = []
    for run in _runs(points, top):
        if len(run) == 1:
            x, y = run[0]
            drawn_runs.append(f"M{max(x - 4, 0):g} {y:g}H{min(x + 4, WIDTH):g}")
        else:
            drawn_runs.append("M" + "L".join(f"{x:g} {y:g}" for x, y in run))
    return "".join(drawn_runs)


def _area(points: Sequence[Point], top: float) -> str:
    return "".join(
        f"M{run[0][0]:g} {HEIGHT}L" + "L".join(f"{x:g} {y:g}" for x, y in run) + f"L{run[-1][0]:g} {HEIGHT}Z"
        for run in _runs(points, top)
        if len(run) > 1
    )


def _marks(points: Sequence[Point], rows: Sequence[tuple[str, str]]) -> list[Mark]:
    width = WIDTH / max(len(points) - 1, 1)
    return [
        Mark(round(x - width / 2, 1), round(width, 1), f"{label}: {says}")
        for x, (label, says) in zip(_places(points), rows, strict=True)
    ]


def _bars(figure: Figure, points: Sequence[Point]) -> list[Bar]:
    unit = _unit_of_points(figure)
    most = max((point.value or 0 for point in points), default=0) or 1
    return [
        Bar(
            point.label,
            in_words(point.value, unit, point.withheld),
            round((point.value or 0) / most * 100, 1),
            point.url,
        )
        for point in points
    ]
