"""Lists of the API: ``{"items": […], "next": "…"}``; ``?cursor=`` of what ``next`` said gives the following page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Generic, TypeVar

from django.db.models import QuerySet
from ninja import Query, Schema
from pydantic import Field

from intranet.core.pagination import NEWEST_FIRST, keyset_page

T = TypeVar("T")


class PageOf(Schema, Generic[T]):
    items: list[T]
    next: str | None = Field(None, description="Give it as `cursor` to get what follows; null at the end.")


class Paging(Schema):
    cursor: str | None = None
    limit: int = Field(30, ge=1, le=100)


PagingQuery = Query(...)


def page_of(
    queryset: QuerySet[Any],
    paging: Paging,
    show: Callable[[Any], Any],
    *,
    by: Sequence[str] = NEWEST_FIRST,
    complete: Callable[[list[Any]], Iterable[Any]] = iter,
) -> dict[str, Any]:
    """One page of ``queryset`` as JSON-able items; ``complete`` may replace the page by whole objects."""
    page = keyset_page(queryset, by=by, cursor=paging.cursor, size=paging.limit)
    return {"items": [show(item) for item in complete(page.items)], "next": page.next}
