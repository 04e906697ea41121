"""Keeping what was counted: each day that is over, once, and again while what stands in it may still change."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from django.db import transaction

from intranet.insights.models import DailyFigure, PresentDay

from .registry import Figure, all_figures
from .spans import house_today

# What was deleted, hidden or let out of a queue later changes what its day was; after so long it is left alone.
SETTLES_AFTER = 14
# As far back as is counted when nothing has been kept yet, so many days at a time.
FIRST_DAYS = 400
AT_ONCE = 50
PRESENCE_DAYS = 400


def gather(*, today: datetime.date | None = None) -> int:
    """Bring what is kept up to yesterday, for every figure. Returns the number of rows written."""
    today = today or house_today()
    yesterday = today - datetime.timedelta(days=1)
    PresentDay.objects.filter(day__lt=today - datetime.timedelta(days=PRESENCE_DAYS)).delete()
    written = 0
    for figure in all_figures():
        if figure.daily is None:
            continue
        newest = _newest(figure)
        first = today - datetime.timedelta(days=SETTLES_AFTER if newest else FIRST_DAYS)
        if newest and newest < first:
            first = newest
        written += keep(figure, first, yesterday)
    return written


def keep(figure: Figure, first: datetime.date, last: datetime.date) -> int:
    """Count these days of one figure anew, in pieces, each of which is replaced as one."""
    assert figure.daily is not None
    written = 0
    begins = first
    while begins <= last:
        ends = min(begins + datetime.timedelta(days=AT_ONCE - 1), last)
        rows = [
            DailyFigure(
                figure=figure.key,
                scope=one.scope,
                day=one.day,
                value=one.value,
                people=one.people,
                protects=one.protects,
            )
            for one in figure.daily(begins, ends)
        ]
        with transaction.atomic():
            DailyFigure.objects.filter(figure=figure.key, day__range=(begins, ends)).delete()
            _mark_of_the_day(figure, ends, rows)
            DailyFigure.objects.bulk_create(rows, batch_size=500)
        written += len(rows)
        begins = ends + datetime.timedelta(days=1)
    return written


def _mark_of_the_day(figure: Figure, day: datetime.date, rows: list[DailyFigure]) -> None:
    """A day on which nothing happened is kept as well, so that one sees how far it was counted."""
    if not any(row.day == day and row.scope == "house" for row in rows):
        rows.append(DailyFigure(figure=figure.key, scope="house", day=day, value=0, people=0))


def _newest(figure: Figure) -> datetime.date | None:
    kept: Iterable[datetime.date] = (
        DailyFigure.objects.filter(figure=figure.key, scope="house").order_by("-day").values_list("day", flat=True)[:1]
    )
    return next(iter(kept), None)
