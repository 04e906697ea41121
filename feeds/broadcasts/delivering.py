"""How a broadcast comes to those whom it is for: a row for each, made in the background, and again for who joins."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from django.utils.timezone import localdate, now

from feeds.models import Broadcast, Reach
from intranet.accounts.models import UserQuerySet
from intranet.activity.ledger import record
from intranet.content.actions.telling import lists_of, place_of
from intranet.realtime.units import action, step

from .aims import Aim
from .verbs import ARRIVED, PUBLISHED, REMINDED

AT_ONCE = 1000
# Without a day by which: so many days after it came out. With one: so many after that day.
_AFTER_COMING_OUT = (3, 7, 14)
_AROUND_THE_DAY = (-2, 0, 3)


@step
def announce_broadcast(broadcast: Broadcast) -> None:
    """It has come out, by hand, at its time or let out by a lane."""
    from .jobs import deliver_broadcast  # noqa: PLC0415 - the job calls what is here
    from .spread.twins import release_twin  # noqa: PLC0415 - it asks who may send, which knows this module

    deliver_broadcast.enqueue(broadcast_id=broadcast.pk)
    record(
        PUBLISHED,
        by=broadcast.author,
        on=broadcast,
        streams=lists_of(broadcast)[:1],
        frame=place_of(broadcast)
        | {
            "author": broadcast.author_id,
            "in_feed": broadcast.in_feed,
            "tags": list(broadcast.tags.slugs()),
            "client_id": str(broadcast.client_id) if broadcast.client_id else None,
        },
    )
    release_twin(broadcast)


@action
def deliver(broadcast: Broadcast) -> list[int]:
    """Rows for some of those who have none yet; whom it came to now. Nobody is left when that is nobody."""
    broadcast = Broadcast.objects.select_for_update(of=("self",)).get(pk=broadcast.pk)
    aimed = Aim.of(broadcast).everybody()
    missing = aimed.exclude(pk__in=Reach.objects.filter(broadcast=broadcast).values("person_id"))
    people = list(missing.order_by("pk").values_list("pk", flat=True)[:AT_ONCE])
    past = len([day for day in reminder_days(broadcast) if day <= localdate()])
    moment = now()
    Reach.objects.bulk_create(
        [Reach(broadcast=broadcast, person_id=pk, delivered_at=moment, reminded=past) for pk in people],
        ignore_conflicts=True,
    )
    if broadcast.delivered_at is None and len(people) < AT_ONCE:
        Broadcast.objects.filter(pk=broadcast.pk, delivered_at=None).update(delivered_at=moment)
    elif broadcast.delivered_at is not None and people:
        record(ARRIVED, by=broadcast.author, on=broadcast, people=people)
    return people


def takes_late_joiners(broadcast: Broadcast) -> bool:
    """Whether somebody who comes to belong now gets it."""
    rule = Broadcast.LateJoiners
    if broadcast.late_joiners == rule.ALL:
        return True
    return broadcast.late_joiners == rule.CURRENT and not broadcast.is_expired


def addressed_by(broadcast: Broadcast) -> UserQuerySet:
    """Whom it is for now: those of its aim that it has come to, and, while they get it, those who came later."""
    return addressed_by_each([broadcast])[broadcast.pk]


def addressed_by_each(broadcasts: Sequence[Broadcast]) -> dict[int, UserQuerySet]:
    """The same of several, by number, in as many questions as for one."""
    aims, found = Aim.of_each(broadcasts), {}
    for one in broadcasts:
        aimed = aims[one.pk].everybody()
        if one.delivered_at is not None and not takes_late_joiners(one):
            aimed = aimed.filter(pk__in=Reach.objects.filter(broadcast=one).values("person_id"))
        found[one.pk] = aimed
    return found


def reminder_days(broadcast: Broadcast) -> list[date]:
    """The days on which those are reminded who have not acknowledged, as the house counts days."""
    if not broadcast.must_acknowledge or not broadcast.reminds or broadcast.published_at is None:
        return []
    out = localdate(broadcast.published_at)
    if broadcast.acknowledge_by is None:
        return [out + timedelta(days=days) for days in _AFTER_COMING_OUT]
    days = [broadcast.acknowledge_by + timedelta(days=days) for days in _AROUND_THE_DAY]
    return [day for day in days if day > out]


def waiting_for(broadcast: Broadcast) -> UserQuerySet:
    """Of those it has come to and is still for, those who have not acknowledged the text that counts."""
    done = Reach.objects.filter(
        broadcast=broadcast, version__gte=broadcast.asked_version, acknowledged_at__isnull=False
    )
    has_it = Reach.objects.filter(broadcast=broadcast)
    return (
        Aim.of(broadcast).everybody().filter(pk__in=has_it.values("person_id")).exclude(pk__in=done.values("person_id"))
    )


@action
def remind_due(broadcast: Broadcast) -> int:
    """Remind whoever is due; once for each day that has passed, and once where several have. Returns how many."""
    past = len([day for day in reminder_days(broadcast) if day <= localdate()])
    if not past or broadcast.is_expired or not broadcast.is_published:
        return 0
    due = Reach.objects.select_for_update().filter(
        broadcast=broadcast, reminded__lt=past, person__in=waiting_for(broadcast).values("pk")
    )
    people = list(due.order_by("person_id").values_list("person_id", flat=True))
    if people:
        Reach.objects.filter(broadcast=broadcast, person__in=people).update(reminded=past)
        record(REMINDED, by=broadcast.author, on=broadcast, people=people)
    return len(people)
