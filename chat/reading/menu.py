"""The lines of a message's menu about who has read it, and about reading it once more."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _

from chat.models import Message, RoomMember
from chat.reading.receipts import can_see_readers
from intranet.content.menu import MenuItem
from intranet.content.models import Entry
from intranet.spaces.audiences import Viewer


def items(entry: Entry, viewer: Viewer) -> Iterable[MenuItem]:
    if not isinstance(entry, Message) or not viewer.is_authenticated or entry.seq is None or not entry.is_published:
        return
    if not RoomMember.objects.filter(room=entry.room_id, person=viewer).exists():
        return
    if entry.thread_id is not None and not entry.shown_in_room:
        url = reverse("chat:thread-unread", args=[entry.thread_id])
    else:
        url = reverse("chat:unread", args=[entry.room_id])
    values = {"seq": str(entry.seq)}
    yield MenuItem("unread", _("Mark unread from here"), "inbox", url, how="send", order=24, values=values)
    if not entry.is_notice and can_see_readers(viewer, entry.room):
        yield MenuItem("seen", _("Seen by…"), "eye", reverse("chat:seen", args=[entry.pk]), how="dialog", order=25)
