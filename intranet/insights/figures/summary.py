"""The figures in the summary for those who decide: for whoever may see those of the house."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.urls import reverse
from django.utils.timezone import get_default_timezone

from intranet.accounts.models import User
from intranet.insights.models import DailyFigure
from intranet.insights.policies import can_see_figures
from intranet.notifications.digests import summary

from .charts import drawn
from .registry import all_figures
from .scopes import Scope
from .spans import Span
from .telling import series_of


def of_the_house(person: User, since: datetime, until: datetime) -> Iterator[summary.Figure]:
    """Of the whole days from then to yesterday, or to the last one that is counted: a day at least. What is not told,
    or was nothing all along, is left out; nothing is said where nothing happened."""
    counted = DailyFigure.objects.order_by("-day").values_list("day", flat=True).first()
    if counted is None or not can_see_figures(person):
        return
    zone = get_default_timezone()
    last = min(until.astimezone(zone).date() - timedelta(days=1), counted)
    span = Span(min(since.astimezone(zone).date(), last), last)
    figures = [figure for figure in all_figures() if figure.in_summary]
    said = series_of(figures, Scope.house(), span)
    page = reverse("insights:figures")
    for figure in figures:
        series = said[figure.key]
        if not series.total and not series.previous:
            continue
        shown = drawn(figure, series, days=span.days)
        yield summary.Figure(str(figure.title), shown.total, f"{page}#figure-{figure.key}", shown.against)


def register() -> None:
    summary.also_tells("insights", of_the_house)
