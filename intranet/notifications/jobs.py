"""Work on notifications that no request waits for."""

from __future__ import annotations

from datetime import timedelta

from django.utils.timezone import now

from intranet.accounts.models import User
from intranet.core.throttle import allow
from intranet.jobs import job, scheduled

from .actions.mailing import forget_taken
from .actions.sending import forget_settled
from .digests.sending import due_people, send_to
from .mail.addresses import is_reached
from .mail.answering import write_back
from .sending import due_parcels, send

AT_ONCE = 200
MOST_BACK_AN_HOUR = 20
KEPT = timedelta(days=30)


@job(attempts=3, backoff=20)
def send_due() -> int:
    """Send what is due, so many parcels to a run that others get their turn. Returns how many were looked at."""
    parcels = due_parcels(now(), AT_ONCE)
    for parcel in parcels:
        send(parcel)
    if parcels and due_parcels(now(), 1):
        send_due.enqueue_once(key="due")
    return len(parcels)


@scheduled(cron="* * * * *", name="notifications.send_due")
def send_due_by_the_clock() -> None:
    """For what had to wait: a short grace, quiet hours, a channel that could not just then."""
    if due_parcels(now(), 1):
        send_due.enqueue_once(key="due")


@job(attempts=8, backoff=60)
def mail_back(*, person: int, sentence: str, lines: list[str], text: str, files: list[str], answers: str) -> None:
    """Tell somebody why their answer by mail was not taken. Nothing is written to an address nobody has proved."""
    found = User.objects.active().filter(pk=person).first()
    if found is None or not is_reached(found):
        return
    if allow(f"mail_back:{person}", limit=MOST_BACK_AN_HOUR, per_seconds=3600):
        write_back(found, sentence=sentence, lines=lines, text=text, files=files, answers=answers).send()


@scheduled(cron="53 3 * * *", name="notifications.forget_taken_mail")
def forget_taken_mail() -> None:
    """Which mails have been taken in: no server tries for so long."""
    forget_taken(older_than=now() - KEPT)


@scheduled(cron="51 3 * * *", name="notifications.forget_deliveries")
def forget_old_deliveries() -> None:
    """What was sent, and what was not, is kept for a month."""
    while forget_settled(older_than=now() - KEPT):
        pass


@job(attempts=1)
def send_digest(*, person: int) -> str:
    """The digest of one person, if it is due. It is not tried again here: what could not leave is due again."""
    return send_to(person)


@scheduled(cron="*/10 * * * *", name="notifications.send_digests")
def send_digests() -> int:
    """Whoever's digest is due now, on their own clock."""
    people = list(due_people(now()))
    for person in people:
        send_digest.enqueue_once(key=f"digest:{person}", person=person)
    return len(people)
