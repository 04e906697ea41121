"""Sending what is due: one person, one channel and one subject at a time, everything asked again just before."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from django.utils import timezone, translation
from django.utils.timezone import now

from intranet.accounts.models import User
from intranet.accounts.threshold import can_go_on
from intranet.core.zones import zone

from . import channels
from .actions.sending import claim, hold, put_off, settle
from .actions.telling import may_still_be_told
from .channels import Channel, Later, Never
from .models import Delivery, QuietHours
from .quiet import quiet_until

log = logging.getLogger(__name__)

MOST_ATTEMPTS = 8
FIRST_PAUSE = timedelta(minutes=1)


class Parcel(NamedTuple):
    """What goes out as one."""

    person: int
    channel: str
    subject: str


def due_parcels(moment: datetime, most: int) -> list[Parcel]:
    """What is due, the oldest first, each once. One query."""
    due = Delivery.objects.filter(state=Delivery.State.WAITING, due_at__lte=moment).exclude(claimed_until__gt=moment)
    rows = due.order_by("due_at", "pk").values_list(
        "notification__recipient", "channel", "notification__subject", named=False
    )
    return [Parcel(*row) for row in dict.fromkeys(rows[:most])]


def send(parcel: Parcel) -> str:
    """Deliver a parcel, or not; returns what became of it, for the log and for tests."""
    channel = channels.find(parcel.channel)
    person = User.objects.select_related("company", "department").filter(pk=parcel.person).first()
    moment = now()
    if channel is not None and person is not None and channel.quiet:
        quiet = QuietHours.objects.filter(person=person).first()
        if (until := quiet_until(quiet, person.time_zone, moment)) is not None:
            hold(person.pk, channel.name, until)
            return "held"
    ticket, rows = claim(*parcel)
    if not rows:
        return "taken"
    keys = [row.pk for row in rows]
    if channel is None:
        settle(ticket, keys, Delivery.State.DROPPED, "no such channel")
        return "dropped"
    if person is None or not person.is_active or person.is_system:
        settle(ticket, keys, Delivery.State.DROPPED, "the account is closed")
        return "dropped"
    if not can_go_on(person):
        settle(ticket, keys, Delivery.State.DROPPED, "not let through: something is wanted of them first")
        return "dropped"
    refused = may_still_be_told(person, [row.notification for row in rows], channel.name)
    for why in sorted(set(refused.values())):
        gone = [row.pk for row in rows if refused.get(row.notification_id) == why]
        settle(ticket, gone, Delivery.State.DROPPED, why)
    rows = [row for row in rows if row.notification_id not in refused]
    if not rows:
        return "dropped"
    return _hand_over(channel, person, ticket, rows)


def _hand_over(channel: Channel, person: User, ticket: UUID, rows: list[Delivery]) -> str:
    keys = [row.pk for row in rows]
    attempts = max(row.attempts for row in rows)
    try:
        with translation.override(person.language), timezone.override(zone(person.time_zone)):
            channel.deliver(person, [row.notification for row in rows])
    except Never as never:
        settle(ticket, keys, Delivery.State.FAILED, str(never))
        return "failed"
    except Later as later:
        return _try_again(ticket, keys, attempts, timedelta(seconds=later.seconds), str(later))
    except Exception as error:
        log.exception("%s could not deliver to %s", channel.name, person.pk)
        pause = FIRST_PAUSE * 2 ** min(attempts - 1, 8)
        return _try_again(ticket, keys, attempts, pause, type(error).__name__)
    settle(ticket, keys, Delivery.State.SENT)
    return "sent"


def _try_again(ticket: UUID, keys: Iterable[int], attempts: int, pause: timedelta, why: str) -> str:
    if attempts >= MOST_ATTEMPTS:
        settle(ticket, keys, Delivery.State.FAILED, why)
        return "failed"
    put_off(ticket, keys, now() + pause, why)
    return "later"
