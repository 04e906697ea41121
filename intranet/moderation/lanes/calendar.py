"""What is planned: entries that wait for their time or in a lane, and what other parts say is due.

A part brings what is due there: ``calendar.register(fn)`` with ``fn(viewer, first, last, space)`` giving ``Planned``
that this viewer may see.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.timezone import localdate, make_aware
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from intranet.accounts.models import User
from intranet.content.kinds import kind_of
from intranet.content.models import Entry, Timing
from intranet.moderation.models import Case, Passing
from intranet.moderation.reach import cases_for
from intranet.spaces.models import Space

MOST = 200
SPANS = ("week", "month")


@dataclass(frozen=True)
class Planned:
    """One thing of the calendar. ``moment``: when it comes out or is due; ``sort`` says which of the two."""

    day: datetime.date
    title: str
    sort: str
    label: Any
    url: str
    icon: str = "cal"
    moment: datetime.datetime | None = None
    author: User | None = None
    space: Space | None = None
    note: str = ""
    entry_id: int | None = None


Source = Callable[[User, datetime.date, datetime.date, int], Iterable[Planned]]
_sources: list[Source] = []


def register(source: Source) -> None:
    if source not in _sources:
        _sources.append(source)


@dataclass
class Span:
    """A week or a month: its days, and where the ones before and after begin."""

    name: str
    first: datetime.date
    last: datetime.date
    days: list[tuple[datetime.date, list[Planned]]] = field(default_factory=list)

    @classmethod
    def around(cls, day: datetime.date, name: str) -> Span:
        if name == "month":
            first = day.replace(day=1)
            return cls(name, first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1))
        first = day - timedelta(days=day.weekday())
        return cls("week", first, first + timedelta(days=6))

    @property
    def before(self) -> datetime.date:
        return self.first - timedelta(days=1)

    @property
    def after(self) -> datetime.date:
        return self.last + timedelta(days=1)


def planned(viewer: User, first: datetime.date, last: datetime.date, *, space: int = 0) -> list[Planned]:
    """What this viewer may see of these days, in order."""
    found = [*_scheduled(viewer, first, last, space), *_in_lanes(viewer, first, last, space)]
    for source in _sources:
        found += source(viewer, first, last, space)
    return sorted(found, key=lambda one: (one.day, one.moment is not None, str(one.moment), one.title))


def by_day(viewer: User, span: Span, *, space: int = 0) -> Span:
    days: dict[datetime.date, list[Planned]] = {}
    for one in planned(viewer, span.first, span.last, space=space):
        days.setdefault(one.day, []).append(one)
    span.days = sorted(days.items())
    return span


def _scheduled(viewer: User, first: datetime.date, last: datetime.date, space: int) -> Iterable[Planned]:
    """What waits for its time is its author's alone until then."""
    mine = Entry.objects.visible_to(viewer).filter(state=Entry.State.SCHEDULED)
    timings = Timing.objects.filter(_between("due_at", first, last), entry__in=mine)
    if space:
        timings = timings.filter(entry__space=space)
    for timing in timings.select_related("entry__author", "entry__space").order_by("due_at", "pk")[:MOST]:
        yield _of(timing.entry, timing.due_at, "scheduled", gettext_lazy("Comes out"), reverse("content:scheduled"))


def _in_lanes(viewer: User, first: datetime.date, last: datetime.date, space: int) -> Iterable[Planned]:
    """What waits for approval, by when it should have it: for its author and for those who approve."""
    to_decide = set(cases_for(viewer).filter(sort="lane", state=Case.State.OPEN).values_list("pk", flat=True))
    passings = Passing.objects.filter(_between("due_at", first, last), waits=True, case__state=Case.State.OPEN)
    passings = passings.filter(Q(case__in=to_decide) | Q(case__about=viewer)).exclude(case__entry=None)
    if space:
        passings = passings.filter(case__space=space)
    related = passings.select_related("case__entry__author", "case__entry__space", "lane").order_by("due_at", "pk")
    for passing in related[:MOST]:
        case, entry = passing.case, passing.case.entry
        if entry is not None:
            is_ours = case.pk in to_decide
            url = reverse("moderation:case", args=[case.pk]) if is_ours else entry.get_absolute_url()
            note = _("late") if passing.is_late else ""
            yield _of(entry, passing.due_at, "lane", gettext_lazy("To be approved by"), url, note)


def _of(  # noqa: PLR0917 - each is said once
    entry: Entry, moment: datetime.datetime, sort: str, label: Any, url: str, note: str = ""
) -> Planned:
    return Planned(
        day=localdate(moment),
        title=str(entry) or str(kind_of(entry).label),
        sort=sort,
        label=label,
        url=url,
        icon="clock" if sort == "scheduled" else "shield",
        moment=moment,
        author=entry.author,
        space=entry.space,
        note=note,
        entry_id=entry.entry_id,
    )


def _between(column: str, first: datetime.date, last: datetime.date) -> Q:
    begin = make_aware(datetime.datetime.combine(first, datetime.time.min))
    end = make_aware(datetime.datetime.combine(last + timedelta(days=1), datetime.time.min))
    return Q(**{f"{column}__gte": begin, f"{column}__lt": end})
