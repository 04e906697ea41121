"""The figures of a page: readers by day, by who they are, by version; and the searches that led here.

A number of people below five is not told, nor the one beside it by which it could be reckoned from the sum; words that
somebody searched for, when three people have opened the page by them.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from django.core.cache import cache
from django.db.models import Count, Sum
from django.utils.timezone import localdate

from intranet.core.small_groups import FEWEST, Withheld, countable, left_out
from intranet.search.heard import Led, searches_leading_to
from wiki.models import Page
from wiki.models.statistics import Reader, Reading, ReadingDay

DAYS = 30
_SOME_MINUTES = 600


@dataclass(frozen=True)
class Bar:
    """A day. ``readers`` is None where ``withheld`` says why; ``height`` is in hundredths of the highest, ``left``
    where it stands in the drawing."""

    date: datetime.date
    readers: int | None
    withheld: Withheld | None
    height: int
    left: int

    @property
    def top(self) -> int:
        return 104 - self.height


@dataclass(frozen=True)
class Share:
    """So many of one sort, or of one version; None where ``withheld`` says why."""

    label: str
    readers: int | None
    withheld: Withheld | None


@dataclass(frozen=True)
class Figures:
    """``total``: each day's readers together; who came on two days is counted twice."""

    total: int | None
    days: list[Bar]
    by_sort: list[Share]
    by_version: list[Share]
    searches: list[Led]
    most: int

    @property
    def is_empty(self) -> bool:
        return self.total == 0


def figures_of(page: Page, *, days: int = DAYS) -> Figures:
    today = localdate()
    shown = [today - timedelta(days=n) for n in reversed(range(days))]
    by_day: dict[datetime.date, int] = defaultdict(int)
    by_sort: dict[str, int] = defaultdict(int)
    by_version: dict[int, int] = defaultdict(int)
    for day, sort, number, readers in _rows(page, shown[0]):
        by_day[day] += readers
        by_sort[sort] += readers
        by_version[number] += readers
    total = sum(by_day.values())
    most = max([*by_day.values(), FEWEST])
    days_out, sorts_out, versions_out = left_out(by_day), left_out(by_sort), left_out(by_version)
    return Figures(
        total=countable(total),
        days=[_bar(n, day, by_day[day], days_out.get(day), most) for n, day in enumerate(shown)],
        by_sort=[
            _share(str(sort.label), by_sort[sort.value], sorts_out.get(sort.value))
            for sort in Reader
            if by_sort[sort.value]
        ],
        by_version=[
            _share(str(number), by_version[number], versions_out.get(number))
            for number in sorted(by_version, reverse=True)[:20]
        ],
        searches=searches_leading_to(page),
        most=most,
    )


def readers_lately(page: Page) -> int:
    """Readers of the last thirty days, each day's together: some minutes old, for the panel of a page."""
    key = f"wiki.readers:{page.pk}"
    found = cache.get(key)
    if found is None:
        found = sum(readers for *_what, readers in _rows(page, localdate() - timedelta(days=DAYS - 1)))
        cache.set(key, found, _SOME_MINUTES)
    return int(found)


def _rows(page: Page, first: datetime.date) -> Iterable[tuple[datetime.date, str, int, int]]:
    counted = ReadingDay.objects.filter(page=page, day__gte=first).order_by()
    noted = Reading.objects.filter(page=page, day__gte=first).order_by()
    yield from counted.values_list("day", "sort", "number").annotate(n=Sum("readers"))
    yield from noted.values_list("day", "sort", "number").annotate(n=Count("pk"))


def _share(label: str, readers: int, withheld: Withheld | None) -> Share:
    return Share(label, None if withheld else readers, withheld)


def _bar(place: int, date: datetime.date, readers: int, withheld: Withheld | None, most: int) -> Bar:
    # Few are drawn alike, however few they are.
    drawn = FEWEST - 1 if withheld else readers
    return Bar(date, None if withheld else readers, withheld, round(100 * drawn / most), left=10 * place + 1)
