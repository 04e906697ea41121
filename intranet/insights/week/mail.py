"""The list as a mail, with addresses that do what stands on it."""

from __future__ import annotations

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import ngettext

from intranet.accounts.models import User
from intranet.core.letters import dress, letter, one_line
from intranet.notifications.mail.addresses import from_house, host

from .links import LASTS, deed_url, stop_url
from .reading import WeekList, week_list


def mail_of(person: User) -> EmailMultiAlternatives | None:
    """None in a week in which nothing waits: nobody is told that there is nothing to do."""
    with translation.override(person.language), timezone.override(person.time_zone):
        found = week_list(person)
        return _written(person, found) if found.open else None


def _written(person: User, found: WeekList) -> EmailMultiAlternatives:
    minutes = found.minutes
    subject = one_line(ngettext("%(n)s minute this week", "%(n)s minutes this week", minutes) % {"n": minutes})
    lines = [
        {
            "line": line,
            "url": settings.SITE_URL + line.entry.get_absolute_url(),
            "deeds": [{"label": deed.label, "url": deed_url(line.task, deed.key)} for deed in line.deeds],
        }
        for line in found.open
    ]
    context = {
        "subject": subject,
        "lines": lines,
        "minutes": minutes,
        "days": LASTS.days,
        "url": settings.SITE_URL + reverse("insights:week"),
        "stop_url": stop_url(person),
    }
    said = letter("insights/week", context)
    headers = {
        "From": from_house(),
        "Auto-Submitted": "auto-generated",
        "List-Id": f"<week.{host()}>",
        "List-Unsubscribe": f"<{context['stop_url']}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }
    message = EmailMultiAlternatives(subject, said.text, settings.DEFAULT_FROM_EMAIL, [person.email], headers=headers)
    dress(message, said.html)
    return message
