"""Figures of the house for programs: the same rows as the pages, and nothing of few people."""

from __future__ import annotations

import datetime
from typing import Any

from django.http import Http404
from ninja import Query, Router, Schema, Status
from pydantic import Field

from intranet.accounts.models import User
from intranet.core.decisions import require
from intranet.core.http import SignedIn, get_visible
from intranet.insights import actions
from intranet.insights.figures.companies import figures_of_companies
from intranet.insights.figures.registry import all_figures, figure_called
from intranet.insights.figures.series import Point
from intranet.insights.figures.spans import Span
from intranet.insights.figures.telling import series_of
from intranet.insights.figures.views import scope_asked
from intranet.insights.models import Analyst
from intranet.insights.policies import can_name_analysts, can_see_figures

from .schemas import PersonOut, person_out

router = Router(tags=["insights"])


class Asked(Schema):
    of: str = Field("", max_length=40, description="“house”, “role_customer” or “space_5”.")
    days: str = Field("", max_length=4, description="7, 30, 90 or 365 days up to yesterday.")
    first: str = Field("", max_length=10, description="The first day, with “last”, instead of “days”.")
    last: str = Field("", max_length=10)

    def span(self) -> Span:
        return Span.asked(self.days, self.first, self.last)


class PointOut(Schema):
    label: str
    value: float | None = Field(description="Null where it is not told; `withheld` says why.")
    withheld: str = Field(description="`few`: fewer than five people. `others`: it would tell what those few did.")


class InsightFigureOut(Schema):
    key: str
    title: str
    group: str
    unit: str
    help: str
    total: float | None = Field(description="Of the whole span; null where it cannot be said.")
    previous: float | None = Field(description="Of as many days right before.")
    withheld: str = Field(description="Why nothing is told of all of it: `few`, `others`, or empty where it is told.")
    points: list[PointOut]


class FiguresOut(Schema):
    of: str
    first: datetime.date
    last: datetime.date
    figures: list[InsightFigureOut]


class CompaniesOut(Schema):
    first: datetime.date
    last: datetime.date
    companies: list[dict[str, Any]] = Field(
        description="external_id, name, a number for each column, and in `withheld` why one is null."
    )


class AnalystOut(Schema):
    person: PersonOut
    since: datetime.datetime


@router.get("/insights/figures", response=FiguresOut, summary="All figures of a house, sort of people or space")
def insights_figures(request: SignedIn, asked: Query[Asked]) -> dict[str, Any]:
    return _told(request, asked, [figure.key for figure in all_figures()])


@router.get("/insights/figures/{key}", response=FiguresOut, summary="One figure")
def insights_figure(request: SignedIn, key: str, asked: Query[Asked]) -> dict[str, Any]:
    if figure_called(key) is None:
        raise Http404
    return _told(request, asked, [key])


@router.get("/insights/companies", response=CompaniesOut, summary="Figures by company, for one's own books")
def insights_companies(request: SignedIn, asked: Query[Asked]) -> dict[str, Any]:
    require(can_see_figures(request.user))
    span = asked.span()
    return {"first": span.first, "last": span.last, "companies": figures_of_companies(span).items}


@router.get("/insights/analysts", response=list[AnalystOut], summary="Who sees the figures besides the admins")
def analysts(request: SignedIn) -> list[dict[str, Any]]:
    require(can_name_analysts(request.user))
    named = Analyst.objects.select_related("person__department", "person__company").order_by("person__folded_name")
    return [{"person": person_out(one.person), "since": one.named_at} for one in named]


@router.put("/insights/analysts/{handle}", response={204: None}, summary="Let somebody see the figures")
def name_analyst(request: SignedIn, handle: str) -> Status[None]:
    require(can_name_analysts(request.user))
    actions.name_analyst(get_visible(User, request.user, handle=handle), by=request.user)
    return Status(204, None)


@router.delete("/insights/analysts/{handle}", response={204: None}, summary="Let somebody see them no more")
def remove_analyst(request: SignedIn, handle: str) -> Status[None]:
    require(can_name_analysts(request.user))
    actions.remove_analyst(get_visible(User, request.user, handle=handle), by=request.user)
    return Status(204, None)


def _told(request: SignedIn, asked: Asked, keys: list[str]) -> dict[str, Any]:
    scope, span = scope_asked(request.user, asked.of), asked.span()
    figures = [one for one in all_figures() if one.key in keys and one.can_tell_of(scope)]
    said = series_of(figures, scope, span)
    return {
        "of": scope.key,
        "first": span.first,
        "last": span.last,
        "figures": [
            {
                "key": one.key,
                "title": str(one.title),
                "group": one.group,
                "unit": one.unit,
                "help": str(one.help),
                "total": said[one.key].total,
                "previous": said[one.key].previous,
                "withheld": said[one.key].withheld or "",
                "points": [_point(point) for point in said[one.key].points],
            }
            for one in figures
        ],
    }


def _point(point: Point) -> dict[str, Any]:
    return {"label": point.label, "value": point.value, "withheld": point.withheld if point.value is None else ""}
