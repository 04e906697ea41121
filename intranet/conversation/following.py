"""The line of an entry's menu that switches the news of its discussion on and off."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _

from intranet.content.menu import MenuItem
from intranet.content.models import Entry
from intranet.spaces.audiences import Viewer

from . import policies
from .models import Watch


def follow_item(entry: Entry, viewer: Viewer) -> Iterable[MenuItem]:
    if not policies.can_watch(viewer, entry):
        return
    url = reverse("conversation:watch", args=[entry.entry_id])
    if Watch.objects.filter(entry_id=entry.entry_id, person_id=viewer.pk, level=Watch.Level.ALL).exists():
        label, icon, method = _("Stop following"), "bell-off", "DELETE"
    else:
        label, icon, method = _("Follow the comments"), "bell", "PUT"
    yield MenuItem("watch", label, icon, url, how="post", order=20, values={"_method": method})
