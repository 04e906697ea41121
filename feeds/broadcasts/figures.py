"""How far broadcasts reach, for insights."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from feeds.models import Broadcast, Reach
from intranet.core.small_groups import FEWEST
from intranet.insights.figures.registry import Chart, Figure, Unit, register
from intranet.insights.figures.scopes import Scope
from intranet.insights.figures.series import Point, Series
from intranet.insights.figures.spans import Span
from intranet.insights.figures.written import of_scope, within


def reached(scope: Scope, span: Span) -> Series:
    """Of whom the broadcasts of a span were for: how many had them, saw them, acknowledged them. A broadcast to so few
    people that one could guess who has not seen it does not count."""
    told, before = _reached(scope, span), _reached(scope, span.before)
    points = [Point(_("Delivered"), told["all"]), Point(_("Seen"), told["seen"])]
    if told["asked"]:
        points += [Point(_("Asked to acknowledge"), told["asked"]), Point(_("Acknowledged"), told["done"])]
    return Series(
        points=tuple(points) if told["all"] else (),
        total=_share(told["seen"], told["all"]),
        previous=_share(before["seen"], before["all"]),
    )


def _reached(scope: Scope, span: Span) -> dict[str, int]:
    rows = _of_people(scope, Reach.objects.filter(broadcast__in=_large_ones(scope, span).values("pk")))
    asked = Q(broadcast__must_acknowledge=True)
    found: dict[str, int] = rows.aggregate(
        all=Count("pk"),
        seen=Count("pk", filter=~Q(seen_at=None) | ~Q(acknowledged_at=None)),
        asked=Count("pk", filter=asked),
        done=Count("pk", filter=asked & ~Q(acknowledged_at=None)),
    )
    return found


def _large_ones(scope: Scope, span: Span) -> QuerySet[Broadcast]:
    sent: QuerySet[Any] = within(Broadcast.objects.published().order_by(), span)
    if scope.space_id is not None:
        sent = of_scope(sent, scope)
    of_these = Q(reach__person__kind=scope.kind) if scope.kind else Q()
    found: QuerySet[Broadcast] = sent.annotate(people=Count("reach", filter=of_these)).filter(people__gte=FEWEST)
    return found


def _of_people(scope: Scope, rows: QuerySet[Reach]) -> QuerySet[Reach]:
    return rows.filter(person__kind=scope.kind) if scope.kind else rows


def _share(part: int, whole: int) -> float | None:
    return round(100 * part / whole) if whole else None


def register_figures() -> None:
    register(
        Figure(
            "reach", gettext_lazy("Reach of broadcasts"), "reach", Unit.SHARE,
            help=gettext_lazy("Of all whom the broadcasts of these days were for, the share that has seen them."),
            of=reached, chart=Chart.BARS, order=10, in_summary=True,
        )
    )  # fmt: skip
