"""From what is kept to what is shown: the series of a figure for a scope and a span, with small groups left out."""

from __future__ import annotations

from collections.abc import Iterable

from intranet.core.small_groups import Withheld, is_few
from intranet.insights.models import DailyFigure

from .registry import Figure
from .scopes import Scope
from .series import Point, Series
from .small import withheld
from .spans import Span, Step


def series_of(figures: Iterable[Figure], scope: Scope, span: Span) -> dict[str, Series]:
    """What each of these figures says, by its key: one query for all that is kept, and what parts are asked."""
    wanted = [figure for figure in figures if figure.can_tell_of(scope)]
    if (why := withheld(scope)) is not None:
        return {figure.key: Series(withheld=why) for figure in wanted}
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
    why = _withheld(figure, now)
    return Series(
        points=points,
        total=None if why else _one_number(figure, now),
        previous=None if why or _withheld(figure, before) else _one_number(figure, before),
        withheld=why,
    )


def _point(figure: Figure, step: Step, rows: list[DailyFigure]) -> Point:
    of_step = [row for row in rows if step.first <= row.day <= step.last]
    if (why := _withheld(figure, of_step)) is not None:
        return Point(step.label, None, withheld=why)
    return Point(step.label, _one_number(figure, of_step))


def _one_number(figure: Figure, rows: list[DailyFigure]) -> float:
    if not rows:
        return 0
    if figure.sums:
        return sum(row.value for row in rows)
    if figure.mean:
        told = [row.value for row in rows if _of_row(row) is None]
        return round(sum(told) / len(told), 1)
    return rows[-1].value


def _withheld(figure: Figure, rows: list[DailyFigure]) -> Withheld | None:
    """Whether what people did could be told from the number. Of a sum any such day decides; a mean is that of the days
    which may be told, if there are some."""
    reasons = [_of_row(row) for row in (rows if figure.sums or figure.mean else rows[-1:])]
    if figure.mean and None in reasons:
        return None
    found = {why for why in reasons if why is not None}
    return (Withheld.FEW if Withheld.FEW in found else Withheld.OTHERS) if found else None


def _of_row(row: DailyFigure) -> Withheld | None:
    if row.protects:
        return Withheld.OTHERS
    return Withheld.FEW if row.people is not None and is_few(row.people) else None
