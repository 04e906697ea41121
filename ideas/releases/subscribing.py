"""Releases by mail, without an account: a list of addresses (``notifications/mail/lists.py``)."""

from __future__ import annotations

from django.conf import settings
from django.utils.translation import gettext as _

from ideas.models import Release, Subscriber
from intranet.core.letters import one_line
from intranet.core.models import SiteSettings
from intranet.core.text import excerpt
from intranet.notifications.mail.lists import MOST_LETTERS_A_DAY, MailList, in_language_of

__all__ = ["MOST_LETTERS_A_DAY", "RELEASES", "send_release"]

RELEASES = MailList(
    key="ideas.releases",
    name="release",
    model=lambda: Subscriber,
    confirm_view="ideas:releases-confirm",
    leave_view="ideas:releases-leave",
    asked="ideas/asked",
    subject=lambda: _("Releases of %(site)s by mail") % {"site": SiteSettings.current().name},
)
ask = RELEASES.ask
confirm = RELEASES.confirm
leave = RELEASES.leave
leave_url = RELEASES.leave_url
is_leave_word = RELEASES.is_leave_word
is_confirm_word = RELEASES.is_confirm_word
forget_unconfirmed = RELEASES.forget_unconfirmed
send_asked = RELEASES.send_asked


def send_release(subscriber: Subscriber, release: Release, delivered: list[str]) -> None:
    with in_language_of(subscriber):
        context = {
            "release": release,
            "lines": [line for line in excerpt(release.body_text, 900).splitlines() if line.strip()],
            "delivered": delivered,
            "url": settings.SITE_URL + release.get_absolute_url(),
        }
        subject = one_line(excerpt(release.title, 120))
        RELEASES.send(subscriber, "ideas/released", subject, context, name=f"release.{release.pk}.{subscriber.pk}")
