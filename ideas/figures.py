"""What ideas come to, for insights: how many are suggested, and how far those of a span have got."""

from __future__ import annotations

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from intranet.insights.figures import companies
from intranet.insights.figures.registry import Chart, Figure, Unit, register
from intranet.insights.figures.scopes import Scope
from intranet.insights.figures.series import Point, Series
from intranet.insights.figures.spans import Span
from intranet.insights.figures.written import counted, of_scope, within

from .models import Idea, Meaning

TAKEN_ON = (Meaning.PLANNED, Meaning.PROGRESS, Meaning.DELIVERED)


def suggested() -> QuerySet[Idea]:
    found: QuerySet[Idea] = Idea.objects.published().filter(author__is_system=False).order_by()
    return found


def funnel(scope: Scope, span: Span) -> Series:
    """Of the ideas suggested in the span: how many have got how far by now. Each bar has the next in it."""
    found = of_scope(within(suggested(), span), scope)
    answered = ~Q(answered_at=None) | ~Q(status__meaning__in=(Meaning.OPEN, Meaning.REVIEW))
    told = found.aggregate(
        all=Count("pk"),
        answered=Count("pk", filter=answered),
        taken_on=Count("pk", filter=Q(status__meaning__in=TAKEN_ON)),
        delivered=Count("pk", filter=Q(status__meaning=Meaning.DELIVERED)),
    )
    if not told["all"]:
        return Series(total=0, previous=of_scope(within(suggested(), span.before), scope).count())
    return Series(
        points=(
            Point(_("Suggested"), told["all"]),
            Point(_("Answered"), told["answered"]),
            Point(_("Taken on"), told["taken_on"]),
            Point(_("Delivered"), told["delivered"]),
        ),
        total=told["all"],
        previous=of_scope(within(suggested(), span.before), scope).count(),
    )


def _by_company(span: Span) -> dict[int, float]:
    found = within(suggested(), span).exclude(author__company=None)
    return dict(found.values_list("author__company").annotate(n=Count("pk")))


def register_figures() -> None:
    register(
        Figure(
            "ideas", gettext_lazy("New ideas"), "ideas", Unit.COUNT, daily=counted(suggested), order=10,
            in_summary=True,
        )
    )  # fmt: skip
    register(
        Figure(
            "idea_funnel", gettext_lazy("What becomes of ideas"), "ideas", Unit.COUNT,
            help=gettext_lazy("Of the ideas suggested in these days, how many have got how far by now."),
            of=funnel, chart=Chart.BARS, order=20,
        )
    )  # fmt: skip
    companies.column("ideas", gettext_lazy("Ideas"), _by_company)
