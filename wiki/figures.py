"""What the wiki tells insights: how much is written there, and whether pages were of use to who read them."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import TruncDate
from django.utils.timezone import get_default_timezone
from django.utils.translation import gettext_lazy

from intranet.core.small_groups import FEWEST, Withheld, is_few
from intranet.insights.figures.registry import Figure, Unit, register
from intranet.insights.figures.scopes import Scope
from intranet.insights.figures.series import Point, Series
from intranet.insights.figures.spans import Span
from intranet.insights.figures.written import counted

from .models import Opinion, Page


def new_pages() -> QuerySet[Page]:
    found: QuerySet[Page] = Page.objects.published().filter(author__is_system=False, is_template=False).order_by()
    return found


def helpfulness(scope: Scope, span: Span) -> Series:
    """Of who said whether a page was of use, the share that was helped. Few opinions are not told."""
    by_day = _opinions(scope, span)
    points = []
    for step in span.steps():
        here = [counts for day, counts in by_day.items() if step.first <= day <= step.last]
        points.append(Point(step.label, _told(here)))
    said = sum(count for count, _helped in by_day.values())
    return Series(
        points=tuple(points),
        total=_told(by_day.values()),
        previous=_told(_opinions(scope, span.before).values()),
        withheld=Withheld.FEW if is_few(said) else None,
    )


Days = dict[datetime.date, tuple[int, int]]


def _opinions(scope: Scope, span: Span) -> Days:
    given = Opinion.objects.filter(given_at__gte=span.begins_at, given_at__lt=span.ends_at).order_by()
    if scope.space_id is not None:
        given = given.filter(page__space=scope.space_id)
    rows = (
        given.annotate(day=TruncDate("given_at", tzinfo=get_default_timezone()))
        .values_list("day")
        .annotate(said=Count("pk"), helped=Count("pk", filter=Q(was_helpful=True)))
    )
    return {day: (said, helped) for day, said, helped in rows}


def _told(days: Iterable[tuple[int, int]]) -> float | None:
    counts = list(days)
    said = sum(count for count, _helped in counts)
    return round(100 * sum(helped for _count, helped in counts) / said) if said >= FEWEST else None


def register_figures() -> None:
    register(Figure("pages", gettext_lazy("New pages"), "knowledge", Unit.COUNT, daily=counted(new_pages), order=5))
    register(
        Figure(
            "helpful", gettext_lazy("Pages that helped"), "knowledge", Unit.SHARE,
            help=gettext_lazy("Of the readers who said whether a page was of use, the share that was helped."),
            of=helpfulness, scopes=("house", "space"), order=10,
        )
    )  # fmt: skip
