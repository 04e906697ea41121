"""A digest as a mail, in the language and time zone that are active."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from intranet.accounts.models import User
from intranet.core.letters import dress, letter, one_line, unlinked
from intranet.core.models import SiteSettings
from intranet.notifications.mail import addresses
from intranet.notifications.mail.stops import stop_url

from .engine import Item, reading_time, still_readable
from .links import read_all_url
from .summary import Figure

DIGEST = "digest"


@dataclass(frozen=True)
class Line:
    """One thing, as the mail shows it."""

    title: str
    url: str
    reason: str
    about: str


def mail_of(
    person: User,
    items: Sequence[Item],
    *,
    day: date,
    since: datetime,
    until: datetime,
    figures: Sequence[Figure] = (),
    summary: bool = False,
) -> EmailMultiAlternatives | None:
    """One mail of what there was up to ``until``, or None where nothing is left to tell. Whether each may be read is
    asked here once more, whatever was picked before: this is the last thing that happens before it leaves."""
    items = still_readable(items, person)
    if not items and not figures:
        return None
    site = SiteSettings.current().name
    title = _("For those who decide: %(site)s") if summary else _("In five minutes: %(site)s")
    stop = stop_url(person, DIGEST, None)
    page = "notifications:digest-executive" if summary else "notifications:digest"
    context = {
        "headline": title % {"site": site},
        "since": date_format(localtime(since), "j F, H:i"),
        "lines": [_line(item) for item in items],
        "figures": figures,
        "minutes": reading_time(items) if items else "",
        "url": settings.SITE_URL + reverse(page),
        "read_url": read_all_url(person, until) if items else "",
        "settings_url": settings.SITE_URL + reverse("notifications:digest-settings"),
        "stop_url": stop,
    }
    text, html = letter("notifications/digest", context)
    message = EmailMultiAlternatives(
        one_line(str(context["headline"])),
        text,
        addresses.bounce_address(person) if addresses.takes_mail() else settings.DEFAULT_FROM_EMAIL,
        [person.email],
        headers=_headers(person, day, stop),
    )
    dress(message, html)
    return message


def _line(item: Item) -> Line:
    about = [str(item.kind.label), item.place, unlinked(item.entry.author.name)]
    return Line(
        title=unlinked(item.title),
        url=settings.SITE_URL + item.url,
        reason=unlinked(item.reason_text),
        about=" · ".join(word for word in about if word),
    )


def _headers(person: User, day: date, stop: str) -> dict[str, Any]:
    stops = f"<{stop}>"
    if addresses.takes_mail():
        stops += f", <mailto:{addresses.unsubscribe_address(person, DIGEST)}>"
    return {
        "From": addresses.from_house(),
        # The same however often it is tried.
        "Message-ID": f"<digest.{person.pk}.{day:%Y%m%d}@{addresses.host()}>",
        "List-Id": f"<{DIGEST}.{addresses.host()}>",
        "List-Unsubscribe": stops,
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        "Auto-Submitted": "auto-generated",
        "X-Auto-Response-Suppress": "All",
    }
