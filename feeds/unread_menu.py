"""The line of an entry's menu that makes it, and all after it, new again."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _

from intranet.content.menu import MenuItem
from intranet.content.models import Entry
from intranet.spaces.audiences import Viewer

from .unread import can_mark_unread


def unread_item(entry: Entry, viewer: Viewer) -> Iterable[MenuItem]:
    if viewer.is_authenticated and entry.root_id is None and can_mark_unread(viewer, entry):
        url = reverse("feeds:unread-from", args=[entry.entry_id])
        yield MenuItem("unread", _("Mark unread from here"), "inbox", url, how="post", order=24)
