"""The channel "push": to each device of a person, what it has not got yet."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from django.utils.timezone import now

from intranet.accounts.models import User
from intranet.notifications.channels import Later, Never
from intranet.notifications.models import Notification, PushDevice

from . import actions, vapid
from .posting import Busy, Gone, NotTaken, push
from .words import message_about

# What one waits for more than for other news.
_URGENT = frozenset({"mention", "team", "reply", "you", "direct", "call"})


def who_has_a_device(people: Collection[int]) -> Collection[int]:
    return set(PushDevice.objects.filter(person__in=people).values_list("person", flat=True))


def deliver(person: User, notifications: Sequence[Notification]) -> None:
    """One message to each device that is still signed in. A device that fails does not hold up the others, and those
    that have it do not get it again when it is tried once more."""
    newest, urgent = notifications[-1], any(row.reason in _URGENT for row in notifications)
    devices = [device for device in actions.living(person) if device.made_for == vapid.mark()]
    if not devices:
        raise Never("no device is signed in any more")
    waits: list[Busy] = []
    reached = False
    for device in devices:
        if device.told.get(newest.subject, 0) >= newest.pk:
            reached = True
            continue
        try:
            push(device, message_about(person, notifications, device), topic=newest.subject, urgent=urgent)
        except Gone:
            actions.forget_devices(device)
        except Busy as busy:
            waits.append(busy)
            actions.note_push_problem(device, str(busy))
        except NotTaken as refused:
            actions.note_push_problem(device, str(refused))
        else:
            reached = True
            actions.note_pushed(device, newest)
    if waits:
        waiting = (now() - notifications[0].created_at).total_seconds()
        raise Later(max(busy.pause(waiting) for busy in waits), str(waits[-1]))
    if not reached:
        raise Never("no device took it")
