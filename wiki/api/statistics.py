"""How much a page is read: numbers for those who answer for it, and of nobody by name."""

from __future__ import annotations

import datetime
from typing import Any

from ninja import Router, Schema
from pydantic import Field

from intranet.core.decisions import require
from intranet.core.http import SignedIn
from wiki import policies
from wiki.statistics.figures import DAYS, figures_of

from .schemas import find_page

router = Router(tags=["pages"])
_READERS = Field(description="Null for fewer than five, or where it would tell of those.")


class DayOut(Schema):
    date: datetime.date
    readers: int | None = _READERS


class ShareOut(Schema):
    label: str
    readers: int | None = _READERS


class PageSearchOut(Schema):
    text: str
    people: int


class StatisticsOut(Schema):
    days: int = Field(description="How far it goes back.")
    readers: int | None = Field(description="Each day's together; null for fewer than five.")
    by_day: list[DayOut]
    by_sort: list[ShareOut]
    by_version: list[ShareOut]
    searches: list[PageSearchOut] = Field(description="Words by which at least three people came here.")


@router.get("/pages/{int:page_id}/statistics", response=StatisticsOut, summary="How much a page is read")
def page_statistics(request: SignedIn, page_id: int) -> dict[str, Any]:
    page = find_page(request, page_id)
    require(policies.can_see_statistics(request.user, page))
    figures = figures_of(page)
    return {
        "days": DAYS,
        "readers": figures.total,
        "by_day": [{"date": day.date, "readers": day.readers} for day in figures.days],
        "by_sort": [{"label": one.label, "readers": one.readers} for one in figures.by_sort],
        "by_version": [{"label": one.label, "readers": one.readers} for one in figures.by_version],
        "searches": [{"text": led.text, "people": led.people} for led in figures.searches],
    }
