"""Ideas in columns: those of a board by what has become of them, and the road ahead."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count
from django.http import Http404

from ideas.models import Meaning, Status
from intranet.core.http import number_in
from intranet.core.pagination import Page
from intranet.spaces.audiences import Viewer

from .lines import CARD, CARD_OF_BOARD, Line, Look, lines_of, rows_page

SIZE = 20
BY_VOTES = ("-wanted", "-pk")
BY_TIME = ("-status_at", "-pk")
ROAD = (Meaning.PLANNED, Meaning.PROGRESS, Meaning.DELIVERED)


@dataclass
class Column:
    """``key`` is what is asked for to see more of it, and of a status its number; ``asked`` is how a list shows it."""

    key: str
    asked: str
    label: str
    meaning: str
    count: int
    items: list[Line] = field(default_factory=list)
    next: str | None = None

    @property
    def holds(self) -> dict[str, str]:
        return {"status__meaning" if self.key == self.meaning else "status": self.key}


def columns_of(ideas: Any, viewer: Viewer) -> list[Column]:
    """One for each status in use, and for each that something stands in. As many queries as there are statuses."""
    counts = dict(ideas.order_by().values_list("status").annotate(Count("pk")))
    statuses = [one for one in Status.objects.all() if not one.is_archived or counts.get(one.pk)]
    columns = [Column(str(one.pk), one.slug, one.label, one.meaning, counts.get(one.pk, 0)) for one in statuses]
    _fill([column for column in columns if column.count], ideas, viewer, CARD_OF_BOARD)
    return columns


def one_column(ideas: Any, viewer: Viewer, key: str, cursor: str | None) -> Column:
    """More of one of them."""
    status = Status.objects.filter(pk=number_in(key) or 0).first()
    if status is None:
        raise Http404
    column = Column(key, status.slug, status.label, status.meaning, 0)
    _fill([column], ideas, viewer, CARD_OF_BOARD, cursor)
    return column


def road_of(ideas: Any, viewer: Viewer) -> list[Column]:
    """What is planned, under way, and delivered: the newest of that first."""
    counts = dict(
        ideas.filter(status__meaning__in=ROAD).order_by().values_list("status__meaning").annotate(Count("pk"))
    )
    columns = [Column(one, one, str(one.label), one, counts.get(one, 0)) for one in ROAD]
    _fill([column for column in columns if column.count], ideas, viewer, CARD)
    return columns


def one_of_road(ideas: Any, viewer: Viewer, key: str, cursor: str | None) -> Column:
    if key not in ROAD:
        raise Http404
    column = Column(key, key, str(Meaning(key).label), key, 0)
    _fill([column], ideas, viewer, CARD, cursor)
    return column


def _order_of(meaning: str) -> tuple[str, ...]:
    return BY_TIME if meaning in (Meaning.DELIVERED, Meaning.DECLINED) else BY_VOTES


def _fill(columns: Sequence[Column], ideas: Any, viewer: Viewer, look: Look, cursor: str | None = None) -> None:
    """The first of each column, or what follows in one: what they hold is told of all of them at once."""
    pages = {column.key: _page(column, ideas, cursor) for column in columns}
    lines = {one.pk: one for one in lines_of([row for page in pages.values() for row in page.items], viewer, look)}
    for column in columns:
        column.next = pages[column.key].next
        column.items = [lines[row.pk] for row in pages[column.key].items if row.pk in lines]


def _page(column: Column, ideas: Any, cursor: str | None) -> Page[Any]:
    return rows_page(ideas.filter(**column.holds), by=_order_of(column.meaning), cursor=cursor, size=SIZE)
