"""A broadcast by mail to everybody whom it is for, whatever they want to be mailed: seldom, and written down."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import EmailMultiAlternatives
from django.utils import translation
from django.utils.timezone import now
from django.utils.translation import gettext as _

from feeds.broadcasts import policies
from feeds.broadcasts.delivering import addressed_by
from feeds.models import Broadcast, Mailed, Mailing
from intranet.accounts.models import User
from intranet.activity.ledger import record
from intranet.content.actions import hold
from intranet.core.decisions import YES, Decision, no, require
from intranet.core.letters import dress, letter, one_line
from intranet.core.text import excerpt
from intranet.notifications.mail.addresses import from_house, host, reached_by_mail
from intranet.notifications.models import Delivery
from intranet.realtime.units import action

from .verbs import MAILED

PORTION = 50
# One broadcast is mailed once a week at most, and one person orders two mailings a day.
AGAIN_AFTER = timedelta(days=7)
A_DAY = 2
LONGEST_REASON = 300


def may_open(person: User, broadcast: Broadcast) -> Decision:
    """Who learns whom it has reached."""
    if policies.can_see_reach(person, broadcast):
        return YES
    return no(_("A broadcast is mailed to everybody by who sent it, and by admins."))


def can_mail_to_all(person: User, broadcast: Broadcast) -> Decision:
    """While it stands, and not too often."""
    if not (allowed := may_open(person, broadcast)):
        return allowed
    if not broadcast.is_published or broadcast.is_expired:
        return no(_("What has expired is mailed to nobody."))
    if Mailing.objects.filter(broadcast=broadcast, at__gt=now() - AGAIN_AFTER).exists():
        return no(_("It was mailed to everybody within the last week already."))
    if Mailing.objects.filter(by=person, at__gt=now() - timedelta(days=1)).count() >= A_DAY:
        return no(_("You have had two broadcasts mailed to everybody today. That is as many as go out in a day."))
    return YES


@action
def mail_to_all(broadcast: Broadcast, *, by: User, reason: str) -> Mailing:
    """Have it mailed to each whom it is for, once. By whom, when, why and to how many is written down for admins."""
    from .jobs import mail_broadcast  # noqa: PLC0415 - the job calls what is here

    hold(broadcast)
    # Two who press at once, or one who presses for two broadcasts, are kept in line.
    User.objects.select_for_update().filter(pk=by.pk).first()
    require(can_mail_to_all(by, broadcast))
    reason = " ".join(reason.split())
    if not reason:
        raise ValidationError({"reason": _("Say why it cannot wait until people look.")})
    if len(reason) > LONGEST_REASON:
        raise ValidationError(
            {"reason": _("That is too long: %(most)d characters at most.") % {"most": LONGEST_REASON}}
        )
    people = addressed_by(broadcast).count()
    mailing = Mailing.objects.create(broadcast=broadcast, by=by, reason=reason, people=people)
    record(MAILED, by=by, on=broadcast, mailing=mailing.pk, people=people, reason=reason)
    mail_broadcast.enqueue(mailing_id=mailing.pk)
    return mailing


def mail_portion(mailing_id: int, after: int) -> int:
    """Write to the next few; the number of the last, or 0 when nobody is left. Whoever has had the mail of its
    notification gets no second one. Whom it is for is asked anew: who has left meanwhile gets none."""
    mailing = Mailing.objects.select_related("broadcast__author", "broadcast__signed_by").filter(pk=mailing_id).first()
    if mailing is None or not mailing.broadcast.is_published:
        return 0
    broadcast = mailing.broadcast
    portion = list(addressed_by(broadcast).filter(pk__gt=after).order_by("pk")[:PORTION])
    if not portion:
        Mailing.objects.filter(pk=mailing.pk, done_at=None).update(done_at=now())
        return 0
    reached = set(reached_by_mail([person.pk for person in portion]))
    had = _mailed_already(broadcast, portion)
    for person in portion:
        row, _is_new = Mailed.objects.get_or_create(mailing=mailing, person=person)
        if row.sent_at is not None or person.pk not in reached:
            continue
        if person.pk not in had:
            _send(mailing, person)
        Mailed.objects.filter(pk=row.pk).update(sent_at=now())
    return portion[-1].pk


def _mailed_already(broadcast: Broadcast, people: list[User]) -> set[int]:
    sent = Delivery.objects.filter(
        channel="mail",
        state=Delivery.State.SENT,
        notification__activity__subject=broadcast.key,
        notification__activity__verb="feeds.broadcast.published",
        notification__recipient__in=[person.pk for person in people],
    )
    return set(sent.values_list("notification__recipient_id", flat=True))


def _send(mailing: Mailing, person: User) -> None:
    broadcast = mailing.broadcast
    with translation.override(person.language):
        subject = one_line(excerpt(broadcast.title, 120))
        context = {
            "subject": subject,
            "broadcast": broadcast,
            "lines": [line for line in excerpt(broadcast.body_text, 2000).splitlines() if line.strip()],
            "url": settings.SITE_URL + broadcast.get_absolute_url(),
        }
        said = letter("feeds/broadcast", context)
        headers = {
            "From": from_house(broadcast.signed_by.name),
            "Message-ID": f"<mailing.{mailing.pk}.{person.pk}@{host()}>",
            "Auto-Submitted": "auto-generated",
            "X-Auto-Response-Suppress": "All",
        }
        message = EmailMultiAlternatives(
            subject, said.text, settings.DEFAULT_FROM_EMAIL, [person.email], headers=headers
        )
        dress(message, said.html)
        message.send()
