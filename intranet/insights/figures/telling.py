"""From what is kept to what is shown: the series of a figure for a scope and a span, with small groups left out."""

from __future__ import annotations

from collections.abc import Iterable

from intranet.insights.models import DailyFigure

from .registry import Figure
from .scopes import Scope, countable
from .series import Point, Series
from .small import is_small
from .spans import Span, Step


def series_of(figures: Iterable[Figure], scope: Scope, span: Span) -> dict[str, Series]:
    """What each of these figures says, by its key: one query for all that is kept, and what parts are asked."""
    wanted = [figure for figure in figures if figure.can_tell_of(scope)]
    if is_small(scope):
        return {figure.key: Series(is_few=True) for figure in wanted}
    kept = [figure for figure in wanted if figure.daily is not None]
    rows: dict[str, list[DailyFigure]] = {figure.key: [] for figure in kept}
    whole = (span.before.first, span.last)
    for row in DailyFigure.objects.filter(figure__in=rows, scope=scope.key, day__range=whole).order_by("day"):
        rows[row.figure].append(row)
    found = {figure.key: _added_up(figure, rows[figure.key], span) for figure in kept}
    found |= {figure.key: figure.of(scope, span) for figure in wanted if figure.of is not None}
    return found


def _added_up(figure: Figure, rows: list[DailyFigure], span: Span) -> Series:
    now = [row for row in rows if row.day >= span.first]
    before = [row for row in rows if row.day < span.first]
    points = tuple(_point(figure, step, now) for step in span.steps())
    is_few = _few(figure, now)
    return Series(
        points=points,
        total=None if is_few else _one_number(figure, now),
        previous=None if is_few or _few(figure, before) else _one_number(figure, before),
        is_few=is_few,
    )


def _point(figure: Figure, step: Step, rows: list[DailyFigure]) -> Point:
    of_step = [row for row in rows if step.first <= row.day <= step.last]
    return Point(step.label, None if _few(figure, of_step) else _one_number(figure, of_step))


def _one_number(figure: Figure, rows: list[DailyFigure]) -> float:
    if not rows:
        return 0
    if figure.sums:
        return sum(row.value for row in rows)
    if figure.mean:
        told = [row.value for row in rows if countable(row.people)]
        return round(sum(told) / len(told), 1)
    return rows[-1].value


def _few(figure: Figure, rows: list[DailyFigure]) -> bool:
    """Whether so few people stand behind it that what they did could be told from the number. Of a sum any such day
    decides; a mean is that of the days which may be told, if there are some."""
    if figure.mean:
        return bool(rows) and not any(countable(row.people) for row in rows)
    told = rows if figure.sums else rows[-1:]
    return not all(countable(row.people) for row in told)
