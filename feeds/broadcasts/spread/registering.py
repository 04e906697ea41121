"""What the public twin, the mail to everybody and the calendar bring to the house."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from feeds.broadcasts import policies
from feeds.models import Broadcast
from intranet.content import menu
from intranet.content.menu import MenuItem
from intranet.content.models import Entry
from intranet.core import navigation
from intranet.core.navigation import NavItem
from intranet.spaces.audiences import Viewer

from . import calendar, jobs, mailing, twins, verbs  # noqa: F401 - what the queue works off
from .news import NEWS


def _items(entry: Entry, viewer: Viewer) -> Iterable[MenuItem]:
    if not isinstance(entry, Broadcast) or not viewer.is_authenticated:
        return
    if policies.can_keep(viewer, entry) and twins.can_write_twin(viewer, entry):
        url = reverse("feeds:broadcast-twin", args=[entry.entry_id])
        yield MenuItem("twin", gettext("What the public reads"), "globe", url, order=31)
    if entry.is_published and mailing.may_open(viewer, entry):
        url = reverse("feeds:broadcast-mail", args=[entry.entry_id])
        yield MenuItem("mail-all", gettext("Mail it to everybody"), "mail", url, order=32)


def register() -> None:
    verbs.register()
    menu.register(_items)
    calendar.register_dates()
    NEWS.opens_doors()
    navigation.register(NavItem("news", _("News"), "globe", "feeds:news", order=27, audience="outside", group="street"))
    navigation.register(
        NavItem("mailings", _("Mail to everybody"), "mail", "feeds:mailings", order=89, audience="admin", group="care")
    )
