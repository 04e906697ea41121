"""Keeping how many people read a page."""

from __future__ import annotations

import datetime
from collections.abc import Mapping

from django.db.models import Count

from intranet.realtime.units import action
from wiki.models import Page
from wiki.models.statistics import Reading, ReadingDay

_PORTION = 500


@action
def keep_readings(notes: Mapping[tuple[int, datetime.date, str], tuple[str, int]]) -> None:
    """Each reader of a page once a day."""
    there = set(Page.objects.filter(pk__in={page for page, _day, _who in notes}).values_list("pk", flat=True))
    rows = [
        Reading(page_id=page, day=day, who=who, sort=sort, number=number)
        for (page, day, who), (sort, number) in notes.items()
        if page in there
    ]
    Reading.objects.bulk_create(rows, ignore_conflicts=True, batch_size=_PORTION)


@action
def count_days(*, before: datetime.date, forget: datetime.date) -> int:
    """Turn what was noted on days that are over into numbers, and let go of what is older than anybody looks at.
    Returns how many notes went."""
    over = Reading.objects.filter(day__lt=before)
    rows = over.order_by().values("page", "day", "sort", "number").annotate(readers=Count("pk"))
    ReadingDay.objects.bulk_create(
        (
            ReadingDay(
                page_id=row["page"], day=row["day"], sort=row["sort"], number=row["number"], readers=row["readers"]
            )
            for row in rows
        ),
        update_conflicts=True,
        unique_fields=["page", "day", "sort", "number"],
        update_fields=["readers"],
        batch_size=_PORTION,
    )
    ReadingDay.objects.filter(day__lt=forget).delete()
    return over.delete()[0]
