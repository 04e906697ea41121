"""Who comes. The event's row is what everybody who answers waits for, so a place is given once."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Count
from django.utils.timezone import now
from django.utils.translation import gettext as _

from feeds.events import policies
from feeds.models import Answer, Event
from intranet.accounts.models import User
from intranet.activity.ledger import record
from intranet.content.actions import hold
from intranet.core.decisions import require
from intranet.realtime.publish import publish
from intranet.realtime.units import action
from intranet.spaces.audiences import people_in

Choice = Answer.Choice
_OWN = [field.name for field in Event._meta.local_concrete_fields if not field.primary_key]


@action
def answer_event(event: Event, *, by: User, choice: str) -> str:
    """Say yes, maybe or no. Answers what was made of it: a yes to a full event is a place on its waiting list.

    Whoever says yes again keeps the place, on the list too. When a place becomes free, the first of the list gets it
    and is told.
    """
    if choice not in (Choice.GOING, Choice.MAYBE, Choice.NO):
        raise ValidationError(_("Answer yes, maybe or no."), code="choice")
    hold_event(event)
    require(policies.can_answer(by, event, choice))
    mine = Answer.objects.filter(event=event, person=by).first()
    if mine is not None and (mine.choice == choice or (choice == Choice.GOING and mine.choice == Choice.WAITING)):
        return mine.choice
    if mine is None:
        mine = Answer(event=event, person=by)
    mine.since = now()
    # Behind those who wait already; settling gives out whatever is free, in order.
    mine.choice = Choice.WAITING if choice == Choice.GOING else choice
    mine.save()
    settle(event, by=by, asked=by)
    mine.refresh_from_db(fields=["choice"])
    publish(event.root_key, "feeds.event.answered", on=event.key, **standing_of(event))
    return mine.choice


@action
def settle(event: Event, *, by: User | None, asked: User | None = None) -> None:
    """Give the free places to those who wait, in order, and count anew. The event is held.

    Whoever may no longer read it has no place in it. ``asked`` has just asked and needs not be told.
    """
    answers = Answer.objects.filter(event=event)
    answers.exclude(person__in=people_in(event.wanted_audience).values("pk")).delete()
    waiting = answers.filter(choice=Choice.WAITING).order_by("since", "pk")
    if event.capacity is None:
        moved = list(waiting)
    else:
        free = max(event.capacity - answers.filter(choice=Choice.GOING).count(), 0)
        moved = list(waiting[:free])
    if moved and not event.is_cancelled and not event.is_over:
        Answer.objects.filter(pk__in=[answer.pk for answer in moved]).update(choice=Choice.GOING)
        told = [answer.person_id for answer in moved if asked is None or answer.person_id != asked.pk]
        if told:
            record("feeds.event.moved_up", by=None, on=event, people=told)
    counts = dict(answers.values_list("choice").annotate(Count("pk")).order_by("choice"))
    event.going_count = counts.get(Choice.GOING, 0)
    event.maybe_count = counts.get(Choice.MAYBE, 0)
    event.waiting_count = counts.get(Choice.WAITING, 0)
    Event.objects.filter(pk=event.pk).update(
        going_count=event.going_count, maybe_count=event.maybe_count, waiting_count=event.waiting_count
    )


def hold_event(event: Event) -> None:
    """``content.actions.hold`` for an event: what it says of places and times is what is there now."""
    hold(event)
    event.refresh_from_db(fields=_OWN)


def standing_of(event: Event) -> dict[str, Any]:
    """What a frame says of who comes: numbers, the same for every reader."""
    return {
        "entry": event.entry_id,
        "going": event.going_count,
        "maybe": event.maybe_count,
        "waiting": event.waiting_count,
        "full": event.is_full,
    }


@action
def give_up_places(person: User, *, by: User) -> None:
    """Who has left the house comes to nothing any more: their places go to those who wait."""
    coming = Answer.objects.filter(person=person, event__finishes__gt=now()).exclude(choice=Choice.NO)
    # In one order, so that two who leave at once do not wait for each other.
    for event in Event.objects.filter(pk__in=coming.values("event_id")).order_by("pk"):
        hold_event(event)
        Answer.objects.filter(event=event, person=person).delete()
        settle(event, by=by)
        publish(event.root_key, "feeds.event.answered", on=event.key, **standing_of(event))
