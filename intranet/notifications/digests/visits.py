"""When somebody was here, so that the house can say what has happened since they left."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import F
from django.utils.timezone import now

from intranet.accounts.models import User
from intranet.notifications.models import Visit

# Who comes back sooner has not been away.
AWAY = timedelta(hours=4)
# What somebody is told who has never been away, and the furthest that anybody is told back.
A_WEEK = timedelta(days=7)
LONGEST = timedelta(days=90)


def note_here(person: User) -> None:
    """Somebody uses the house; called every few minutes at most, after the answer has been put together."""
    moment = now()
    visits = Visit.objects.filter(person=person.pk)
    if visits.filter(here_at__lt=moment - AWAY).update(left_at=F("here_at"), here_at=moment):
        return
    if not visits.update(here_at=moment):
        Visit.objects.bulk_create([Visit(person_id=person.pk, here_at=moment)], ignore_conflicts=True)


def away_since(person: User, moment: datetime) -> datetime:
    """Since when somebody has missed things: they left then, or a week ago where nobody knows."""
    visit = Visit.objects.filter(person=person).first()
    left = visit.away_since(moment) if visit is not None else None
    return max(left or moment - A_WEEK, moment - LONGEST)


def unknown_since(person: User, moment: datetime) -> datetime:
    """From when on the digest of five minutes tells: a week back, or since they said that they know it all."""
    caught_up = Visit.objects.filter(person=person).values_list("caught_up_at", flat=True).first()
    return max(caught_up or moment - A_WEEK, moment - A_WEEK)
