"""Sending a release to those who want it by mail: portion by portion, each address once."""

from __future__ import annotations

from functools import partial

from django.contrib.auth.models import AnonymousUser

from ideas.models import Heard, HeardByMail, Release, Sent
from intranet.accounts.models import User
from intranet.content.models import Entry
from intranet.notifications.mail.addresses import reached_by_mail
from intranet.notifications.preferences import channels_for

from .delivering import PUBLISHED, delivered_by
from .subscribing import RELEASES, send_release
from .telling import VOICE

PORTION = 50


def mail_portion(release_id: int, after: int) -> int:
    """Send it to the next few; returns the number of the last, or 0 when there is nobody left. What everybody reads is
    all that is sent: a mailbox without an account is a guest."""
    guest = AnonymousUser()
    release = Release.objects.visible_to(guest).published().filter(pk=release_id).first()
    if release is None:
        return 0
    portion = RELEASES.confirmed(after=after, most=PORTION)
    if not portion:
        return 0
    named = [entry.pk for entry in delivered_by(release)]
    seen = Entry.objects.visible_to(guest).published().filter(pk__in=named)
    titles = [title for title in seen.order_by("pk").values_list("title", flat=True) if title]
    told = _told_otherwise(release, [one.email for one in portion])
    for subscriber in portion:
        hears_otherwise = subscriber.email in told
        send = partial(send_release, subscriber, release, titles)
        RELEASES.once(Sent, _nothing if hears_otherwise else send, subscriber=subscriber, release=release)
    return portion[-1].pk


def _nothing() -> None:
    """They hear otherwise, and that is enough."""


def _told_otherwise(release: Release, emails: list[str]) -> set[str]:
    """Those who are mailed their own part, as an account or without one: one message is enough."""
    heard = Heard.objects.filter(release=release, person__email__in=emails, through=None)
    people = dict(User.objects.active().filter(pk__in=heard.values("person")).values_list("pk", "email"))
    wanted, reached = channels_for(PUBLISHED, dict.fromkeys(people, VOICE)), reached_by_mail(people)
    told = {email for pk, email in people.items() if pk in reached and "mail" in wanted.get(pk, ())}
    by_mail = HeardByMail.objects.filter(release=release, correspondent__email__in=emails)
    return told | set(by_mail.values_list("correspondent__email", flat=True))
