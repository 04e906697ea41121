"""The rows of what goes out: who takes them, and what became of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.db.models import F, Q
from django.utils.timezone import now

from intranet.notifications.models import Delivery
from intranet.realtime.units import action

# Longer than any channel takes for one person. Who held a claim so long has died with it.
LEASE = timedelta(minutes=10)
_REMEMBERED = 200


@action
def claim(person: int, channel: str, subject: str) -> tuple[UUID, list[Delivery]]:
    """Take all that waits for one person about one subject by one channel. Of two who try at once, one gets it."""
    moment = now()
    ticket = uuid4()
    waiting = Delivery.objects.filter(
        _is_free(moment),
        state=Delivery.State.WAITING,
        channel=channel,
        notification__recipient=person,
        notification__subject=subject,
    )
    # The condition stands in the statement that takes, so it is asked of the rows as they are then.
    keys = list(waiting.values_list("pk", flat=True))
    Delivery.objects.filter(_is_free(moment), pk__in=keys, state=Delivery.State.WAITING).update(
        claim=ticket, claimed_until=moment + LEASE, attempts=F("attempts") + 1, changed_at=moment
    )
    rows = Delivery.objects.filter(claim=ticket).order_by("notification_id")
    told = rows.select_related(
        "notification__activity__actor", "notification__entry__root", "notification__entry__space"
    )
    return ticket, list(told)


@action
def settle(ticket: UUID, rows: Iterable[int], state: str, why: str = "") -> None:
    """Write down what became of some of what was claimed."""
    _write(ticket, list(rows), state=state, why=why)


@action
def put_off(ticket: UUID, rows: Iterable[int], until: datetime, why: str) -> None:
    """Let it wait once more."""
    _write(ticket, list(rows), due_at=until, why=why)


@action
def hold(person: int, channel: str, until: datetime) -> None:
    """What waits for a person whom nobody should disturb waits until then; what somebody is sending is on its way."""
    waiting = Delivery.objects.filter(
        _is_free(now()), notification__recipient=person, channel=channel, state=Delivery.State.WAITING, due_at__lt=until
    )
    waiting.update(due_at=until, why="quiet hours")


def _is_free(moment: datetime) -> Q:
    return Q(claimed_until__isnull=True) | Q(claimed_until__lte=moment)


def _write(ticket: UUID, rows: Sequence[int], **fields: object) -> None:
    why = str(fields.pop("why", ""))[:_REMEMBERED]
    held = Delivery.objects.filter(pk__in=rows, claim=ticket)
    held.update(claim=None, claimed_until=None, changed_at=now(), why=why, **fields)


@action
def forget_settled(*, older_than: datetime, most: int = 500) -> int:
    """Delete a portion of what has long been dealt with; 0 when there is no more."""
    old = Delivery.objects.exclude(state=Delivery.State.WAITING).filter(changed_at__lt=older_than)
    return Delivery.objects.filter(pk__in=list(old.values_list("pk", flat=True)[:most])).delete()[0]
