"""What the forum tells insights: what is asked, how soon the house answers, and what need not be asked."""

from __future__ import annotations

import datetime
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum
from django.utils.timezone import get_default_timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from intranet.core.medians import median
from intranet.core.small_groups import FEWEST, Withheld, is_few
from intranet.insights.figures import companies
from intranet.insights.figures.registry import Chart, Figure, Unit, register
from intranet.insights.figures.scopes import Scope
from intranet.insights.figures.series import Point, Series
from intranet.insights.figures.spans import Span
from intranet.insights.figures.written import counted, hopes_for_answers, of_scope, within

from .models import AskingDay, Enquiry, Topic
from .models.categories import TopicSort

# The newest so many of a span are asked how soon the house answered.
MOST_ASKED = 5000


def topics() -> QuerySet[Topic]:
    found: QuerySet[Topic] = Topic.objects.listed().filter(author__is_system=False).order_by()
    return found


def solved(scope: Scope, span: Span) -> Series:
    """Of the questions of the span, those whose answer was accepted."""
    total, done = _solved(scope, span)
    before, then = _solved(scope, span.before)
    return Series(
        points=(Point(_("Solved"), done), Point(_("Not solved yet"), total - done)) if total else (),
        total=_share(done, total),
        previous=_share(then, before),
    )


def _solved(scope: Scope, span: Span) -> tuple[int, int]:
    asked: QuerySet[Any] = of_scope(within(topics().filter(sort=TopicSort.QUESTION), span), scope)
    told = asked.aggregate(all=Count("pk"), solved=Count("pk", filter=~Q(accepted=None)))
    return told["all"], told["solved"]


def house_answers(scope: Scope, span: Span) -> Series:
    """Hours until somebody of the house first answered a topic of a customer: the middle of each step and of all."""
    waited, before = _waits(scope, span), _waits(scope, span.before)
    points = []
    for step in span.steps():
        here = [hours for day, hours in waited if step.first <= day <= step.last]
        points.append(Point(step.label, _middle(here)))
    hours = [one for _day, one in waited]
    return Series(
        points=tuple(points),
        total=_middle(hours),
        previous=_middle([one for _day, one in before]),
        withheld=Withheld.FEW if is_few(len(hours)) else None,
    )


def _waits(scope: Scope, span: Span) -> list[tuple[datetime.date, float]]:
    zone = get_default_timezone()
    asked: QuerySet[Any] = of_scope(within(topics().filter(author__kind="customer"), span), scope).exclude(
        first_staff_reply_at=None
    )
    times = asked.order_by("-published_at").values_list("published_at", "first_staff_reply_at")[:MOST_ASKED]
    return [(at.astimezone(zone).date(), max((reply - at).total_seconds(), 0) / 3600) for at, reply in times]


def _middle(hours: list[float]) -> float | None:
    middle = median(hours)
    return round(middle, 1) if middle is not None and len(hours) >= FEWEST else None


def spared(_scope: Scope, span: Span) -> Series:
    """Of those who were about to ask, the share who found it written already and left without asking."""
    told, before = _asking(span), _asking(span.before)
    points = (
        Point(_("Shown something similar"), told["offered"]),
        Point(_("Opened it"), told["opened"]),
        Point(_("Left without asking"), told["spared"]),
        Point(_("Asked all the same"), told["asked"]),
    )
    return Series(
        points=points if any(told.values()) else (),
        total=_share(told["spared"], told["spared"] + told["asked"]),
        previous=_share(before["spared"], before["spared"] + before["asked"]),
    )


def _asking(span: Span) -> dict[str, int]:
    days = AskingDay.objects.filter(day__range=(span.first, span.last)).order_by()
    told = days.aggregate(offered=Sum("offered"), opened=Sum("opened"), spared=Sum("spared"), asked=Sum("asked"))
    return {name: count or 0 for name, count in told.items()}


def _share(part: int, whole: int) -> float | None:
    return round(100 * part / whole) if whole else None


def _topics_by_company(span: Span) -> dict[int, float]:
    found = within(topics(), span).exclude(author__company=None)
    return dict(found.values_list("author__company").annotate(n=Count("pk")))


def _requests_by_company(span: Span) -> dict[int, float]:
    found: QuerySet[Any] = within(Enquiry.objects.published().order_by(), span).exclude(company=None)
    return dict(found.values_list("company").annotate(n=Count("pk")))


def register_figures() -> None:
    hopes_for_answers("forum.topic", gettext_lazy("Topics"))
    register(Figure("topics", gettext_lazy("New topics"), "customers", Unit.COUNT, daily=counted(topics), order=10))
    register(
        Figure(
            "house_answers", gettext_lazy("Time until the house answers"), "customers", Unit.HOURS,
            help=gettext_lazy("From a customer's topic to the first answer by somebody of the house."),
            of=house_answers, scopes=("house", "space"), good=-1, order=20, in_summary=True,
        )
    )  # fmt: skip
    register(
        Figure(
            "solved", gettext_lazy("Questions solved"), "customers", Unit.SHARE,
            help=gettext_lazy("Of the questions of these days, the share of which an answer was accepted."),
            of=solved, chart=Chart.BARS, order=30, in_summary=True,
        )
    )  # fmt: skip
    register(
        Figure(
            "spared", gettext_lazy("Questions that need not be asked"), "knowledge", Unit.SHARE,
            help=gettext_lazy("Of who was about to ask, the share that found the answer beside the form and left."),
            of=spared, chart=Chart.BARS, scopes=("house",), order=20,
        )
    )  # fmt: skip
    companies.column("topics", gettext_lazy("Topics"), _topics_by_company)
    companies.column("requests", gettext_lazy("Requests"), _requests_by_company)
