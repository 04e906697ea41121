"""One word before an event to each who comes, as early as each has chosen, and never twice.

When an event gets its time, a job is put off for each of the choices. A job looks again at everything: whether the
event still begins then, takes place, and who comes, may read it and wants to hear so early.
"""

from __future__ import annotations

from datetime import datetime, time, timedelta

from django.db.models import Q
from django.utils.timezone import now

from feeds.models import Answer, Event, EventChoices
from intranet.activity.ledger import record
from intranet.core import zones
from intranet.jobs import job
from intranet.realtime.units import action
from intranet.spaces.audiences import people_in

from .answers import hold_event

Lead = EventChoices.Lead
# Nobody wants to hear of an all-day event an hour before midnight: the day before, towards evening.
EVE = time(17)


def reminder_time(event: Event, lead: int) -> datetime:
    """When to remind, that early. Minutes are minutes, whatever the clocks do; "the day before" is the same time on
    the day before, as the clocks of the event show it."""
    day_before = event.starts_on - timedelta(days=1)
    if event.all_day:
        return zones.wall_to_instant(day_before, EVE, event.time_zone)
    if lead == Lead.DAY:
        return zones.wall_to_instant(day_before, event.starts_at or time.min, event.time_zone)
    return event.begins - timedelta(minutes=lead)


def arrange(event: Event) -> None:
    """Put off a job for each choice whose time is still to come. Call it inside the action."""
    for lead in Lead.values:
        when = reminder_time(event, lead)
        if lead != Lead.NEVER and when > now():
            remind_of_event.enqueue_at(when, event_id=event.pk, lead=lead, begins=event.begins.isoformat())


@job(attempts=5, backoff=30)
def remind_of_event(*, event_id: int, lead: int, begins: str) -> int:
    """Remind those who come and chose this lead. Returns how many."""
    event = Event.objects.filter(pk=event_id).first()
    return 0 if event is None else remind(event, lead=lead, begins=datetime.fromisoformat(begins))


@action
def remind(event: Event, *, lead: int, begins: datetime) -> int:
    """Tell them, unless the event was moved, cancelled or taken away, or has begun meanwhile."""
    hold_event(event)
    if event.begins != begins or event.is_cancelled or not event.is_published or event.begins <= now():
        return 0
    chosen = Q(person__event_choices__remind=lead)
    if lead == Lead.HOUR:
        chosen |= Q(person__event_choices=None)
    due = Answer.objects.filter(
        chosen, event=event, choice=Answer.Choice.GOING, person__in=people_in(event.audience).values("pk")
    ).exclude(reminded_of=begins)
    people = list(due.values_list("person_id", flat=True))
    if people:
        Answer.objects.filter(event=event, person__in=people).update(reminded_of=begins)
        record("feeds.event.reminded", by=None, on=event, people=people)
    return len(people)
