"""The line of an entry's menu that has one reminded of it."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from intranet.content.menu import MenuItem
from intranet.content.models import Entry
from intranet.spaces.audiences import Viewer

from . import policies, reading


def remind_item(entry: Entry, viewer: Viewer) -> Iterable[MenuItem]:
    if not policies.can_remind(viewer, entry):
        return
    url = reverse("conversation:remind", args=[entry.entry_id])
    known = reading.to_come_about(entry, viewer)
    note = date_format(localtime(known.due_at), "j F, H:i") if known is not None else ""
    yield MenuItem("remind", _("Remind me"), "clock", url, how="dialog", order=16, note=note)
