"""Which digests are due, and sending one: once for a day, whatever slept or fell over meanwhile."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import NamedTuple

from django.utils import timezone, translation
from django.utils.timezone import now

from intranet.accounts.threshold import can_go_on
from intranet.core.zones import zone
from intranet.notifications.channels import Later, Never
from intranet.notifications.mail.addresses import is_reached
from intranet.notifications.mail.delivering import hand_over
from intranet.notifications.models import DigestWish, QuietHours
from intranet.notifications.quiet import quiet_until

from . import when
from .engine import pick
from .sources import EVERYDAY, EXECUTIVE, INTERESTS
from .summary import figures_for
from .writing import mail_of

log = logging.getLogger(__name__)

# However long nothing could be sent.
LONGEST = timedelta(days=31)


class Picked(NamedTuple):
    """What a digest tells, and from when on."""

    mode: str
    since: datetime


def due_people(moment: datetime) -> Iterator[int]:
    """Whose digest is due then. One query; each clock is read once for all who go by it."""
    rows = DigestWish.objects.exclude(rhythm=DigestWish.Rhythm.NEVER).filter(person__is_active=True).order_by("person")
    fields = ("person", "rhythm", "weekday", "hour", "zone", "person__time_zone", "sent_for")
    known: dict[when.Times, when.Due | None] = {}
    for person, rhythm, weekday, hour, own, usual, sent_for in rows.values_list(*fields):
        times = when.Times(rhythm, weekday, hour, own or usual)
        if times not in known:
            known[times] = when.last_due(times, moment)
        due = known[times]
        if due is not None and (sent_for is None or sent_for < due.day):
            yield person


def send_to(person_id: int) -> str:
    """Send the digest that is due to this person; what became of it, for the log and for tests."""
    from intranet.notifications import actions  # noqa: PLC0415 - the actions know when a digest is due

    wish = DigestWish.objects.select_related("person__company", "person__department").filter(person=person_id).first()
    if wish is None or not wish.person.is_active or wish.person.is_system:
        return "closed"
    person, moment, before = wish.person, now(), wish.sent_for
    due = when.unsent(when.times_of(wish, person.time_zone), before, moment)
    if due is None:
        return "not due"
    if quiet_until(QuietHours.objects.filter(person=person).first(), person.time_zone, moment) is not None:
        return "held"
    if not actions.claim_digest(person, day=due.day, before=before):
        return "taken"
    if not can_go_on(person) or not is_reached(person):
        return "not reached"
    try:
        sent = _send(wish, due, moment)
    except Later as later:
        log.info("The digest of %s comes later: %s", person.pk, later)
        actions.give_back_digest(person, day=due.day, before=before)
        return "later"
    except Never as never:
        log.warning("The digest of %s does not come: %s", person.pk, never)
        return "failed"
    actions.settle_digest(person, until=moment)
    return "sent" if sent else "empty"


def _send(wish: DigestWish, due: when.Due, moment: datetime) -> bool:
    person = wish.person
    picked = what_is_told(wish, moment)
    with translation.override(person.language), timezone.override(zone(wish.zone or person.time_zone)):
        items = pick(
            person,
            picked.since,
            moment,
            wish.most,
            wish.minutes * 60,
            mode=picked.mode,
            repeats=wish.told_until is None,
        )
        summary = picked.mode == EXECUTIVE
        figures = figures_for(person, picked.since, moment) if summary else []
        message = mail_of(
            person, items, day=due.day, since=picked.since, until=moment, figures=figures, summary=summary
        )
        if message is None:
            return False
        hand_over(message, person, waiting=moment - due.moment)
    return True


def what_is_told(wish: DigestWish, moment: datetime) -> Picked:
    """From where the last one ended; the first tells of one period."""
    usual = timedelta(days=1 if wish.rhythm == DigestWish.Rhythm.DAILY else 7)
    since = max(wish.told_until or moment - usual, moment - LONGEST)
    if wish.executive and wish.person.is_staff_member:
        return Picked(EXECUTIVE, since)
    return Picked(INTERESTS if wish.person.is_customer else EVERYDAY, since)
