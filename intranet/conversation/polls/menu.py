"""What the author of a poll finds in the menu of its entry."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _

from intranet.content.menu import MenuItem
from intranet.content.models import Entry
from intranet.conversation.models import Poll
from intranet.spaces.audiences import Viewer

from . import policies
from .showing import one_shown_to


def poll_items(entry: Entry, viewer: Viewer) -> Iterable[MenuItem]:
    if not viewer.is_authenticated or entry.author_id != viewer.pk:
        return
    poll = Poll.objects.filter(entry_id=entry.entry_id).first()
    if poll is None:
        return
    poll.entry = entry
    shown = one_shown_to(viewer, poll.pk)
    if policies.can_change_poll(viewer, poll):
        yield MenuItem(
            "poll-edit", _("Change the poll"), "poll", reverse("conversation:poll-edit", args=[poll.pk]), order=61
        )
        close = reverse("conversation:poll-close", args=[poll.pk])
        yield MenuItem("poll-close", _("Close the poll now"), "lock", close, how="send", order=62)
    if policies.can_export(viewer, poll, has_voted=shown.has_voted):
        url = reverse("conversation:poll-results", args=[poll.pk])
        yield MenuItem("poll-results", _("Download the results"), "download", url, order=63)
