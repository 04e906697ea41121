"""Events as calendars and lists show them: always what this viewer may read, and nothing that was taken away."""

from __future__ import annotations

import calendar
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.timezone import now

from feeds.models import Answer, Event
from intranet.content import floors
from intranet.content.stances import blocked_by
from intranet.core.prepared import prepared
from intranet.spaces.audiences import Viewer, audiences_of, feed_audiences_of, standing_in
from intranet.spaces.models import Space

from .shown import dates_of

SOONEST_FIRST = ("begins", "pk")
LATEST_FIRST = ("-begins", "-pk")
# In one cell of the month; the others are a number.
IN_A_DAY = 3
MOST_IN_A_MONTH = 400


def events_for(viewer: Viewer, *, space: Space | None = None, mine: bool = False) -> QuerySet[Event]:
    """The events this viewer may read; of one space, or those that are the viewer's own business."""
    found: QuerySet[Event] = (
        Event.objects.visible_to(viewer).without_blocked(viewer).published().select_related("space", "author")
    )
    if space is not None:
        found = found.filter(space=space)
    if mine:
        found = found.filter(_concerns(viewer)) if viewer.is_authenticated else found.none()
    return found


def upcoming(events: QuerySet[Event]) -> QuerySet[Event]:
    """What is on or still to come, soonest first."""
    return events.filter(finishes__gt=now()).order_by(*SOONEST_FIRST)


def past(events: QuerySet[Event]) -> QuerySet[Event]:
    return events.filter(finishes__lte=now()).order_by(*LATEST_FIRST)


def next_for(viewer: Viewer, few: int) -> list[Event]:
    """The next few of the viewer's own spaces and for everybody, without those the viewer declined."""
    person, feed = viewer.pk or 0, feed_audiences_of(viewer)
    if blocked_by(viewer) or floors.has_any(viewer) or not viewer.is_authenticated:
        return list(_ahead(events_for(viewer), person, feed, now())[:few])
    return _next(person=person, audiences=audiences_of(viewer), feed=feed, moment=now(), few=few)


@prepared(person=int, audiences=[str], feed=[str], moment=datetime)
def _next(*, person: int, audiences: Iterable[str], feed: Iterable[str], moment: datetime, few: int) -> QuerySet[Event]:
    readable = Event.objects.visible_to(standing_in(person, audiences)).published().select_related("space", "author")
    return _ahead(readable, person, feed, moment)[:few]


def _ahead(readable: QuerySet[Event], person: int, feed: Iterable[str], moment: datetime) -> QuerySet[Event]:
    # What is ahead is little, whatever was: said by number, so that a database begins there and not with all entries.
    ahead = Event.objects.filter(finishes__gt=moment, cancelled_at=None).order_by()
    found = readable.filter(pk__in=ahead.values("pk"), audience__in=feed)
    if person:
        declined = Answer.objects.filter(person=person, choice=Answer.Choice.NO)
        found = found.exclude(pk__in=declined.values("event_id"))
    return found.order_by(*SOONEST_FIRST)


def for_calendar(viewer: Viewer, *, everything: bool) -> QuerySet[Event]:
    """What a person's calendar elsewhere holds."""
    found = events_for(viewer, mine=not everything)
    if everything:
        found = found.filter(audience__in=feed_audiences_of(viewer))
    return found


def mark_answers(events: list[Event], viewer: Viewer) -> list[Event]:
    """Set ``event.mine``'s like for answers: ``event.answer`` is what the viewer said, or nothing. One query."""
    said: dict[int, str] = {}
    if viewer.is_authenticated and events:
        answers = Answer.objects.filter(person=viewer, event__in=[event.pk for event in events])
        said = dict(answers.values_list("event_id", "choice"))
    for event in events:
        event.answer = said.get(event.pk, "")  # type: ignore[attr-defined]
    return events


def _concerns(viewer: Any) -> Q:
    answered = Answer.objects.filter(person=viewer).exclude(choice=Answer.Choice.NO).values("event_id")
    organised = Event.organisers.through.objects.filter(user=viewer).values("event_id")
    return Q(author=viewer) | Q(pk__in=answered) | Q(pk__in=organised)


# --- The month ------------------------------------------------------------------------------------------------------


@dataclass
class Day:
    day: date
    outside: bool
    today: bool
    events: list[Event] = field(default_factory=list)

    @property
    def shown(self) -> list[Event]:
        return self.events[:IN_A_DAY]

    @property
    def more(self) -> int:
        return max(len(self.events) - IN_A_DAY, 0)


@dataclass
class Month:
    first: date
    weeks: list[list[Day]]

    @property
    def before(self) -> date:
        return (self.first - timedelta(days=1)).replace(day=1)

    @property
    def after(self) -> date:
        return (self.first + timedelta(days=31)).replace(day=1)

    @property
    def weekdays(self) -> list[date]:
        return [day.day for day in self.weeks[0]]


def month_of(events: QuerySet[Event], first: date) -> Month:
    """The weeks of a month with what is on, where one reads; two zones away a day begins at another moment, so a day
    more is asked for at each end. Weeks begin on Monday, as in all languages the house speaks."""
    today = timezone.localdate()
    weeks = [
        [Day(day, outside=day.month != first.month, today=day == today) for day in week]
        for week in calendar.Calendar(calendar.MONDAY).monthdatescalendar(first.year, first.month)
    ]
    by_day = {day.day: day for week in weeks for day in week}
    start, end = weeks[0][0].day, weeks[-1][-1].day
    near = events.filter(begins__lt=_moment(end + timedelta(days=2)), finishes__gt=_moment(start - timedelta(days=1)))
    for event in near.order_by(*SOONEST_FIRST)[:MOST_IN_A_MONTH]:
        first_day, last_day = dates_of(event)
        day = max(first_day, start)
        while day <= min(last_day, end):
            by_day[day].events.append(event)
            day += timedelta(days=1)
    return Month(first, weeks)


def _moment(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=timezone.get_current_timezone())


def month_asked_for(text: str) -> date:
    """ "2026-11" as its first day; this month for anything else."""
    try:
        asked = datetime.strptime(text[:7], "%Y-%m").date()
    except ValueError:
        asked = timezone.localdate()
    if not 2000 <= asked.year <= 2199:
        asked = timezone.localdate()
    return asked.replace(day=1)
