"""What one may do with a message, beside what every entry's menu has; and with any entry: showing it in a room."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _

from chat import policies
from chat.models import Message
from chat.tools import pinned
from chat.tools import policies as tool_policies
from intranet.content.menu import MenuItem
from intranet.content.models import Entry
from intranet.spaces.audiences import Viewer


def items(entry: Entry, viewer: Viewer) -> Iterable[MenuItem]:
    if not viewer.is_authenticated or not viewer.is_active or viewer.is_bot or not entry.is_published:
        return
    if isinstance(entry, Message):
        yield from _of_message(entry, viewer)
    elif tool_policies.can_quote(viewer, entry):
        url = reverse("chat:share", args=[entry.entry_id])
        yield MenuItem("share", _("Show in a room"), "chat", url, how="dialog", order=11)


def _of_message(message: Message, viewer: Viewer) -> Iterable[MenuItem]:
    if message.is_notice:
        return
    room = message.room
    if policies.can_take_part(viewer, room) and tool_policies.can_quote(viewer, message):
        where = reverse("chat:room", args=[room.pk])
        yield MenuItem("quote", _("Quote"), "quote", f"{where}?quote={message.pk}", order=2)
    if tool_policies.can_pass_on(viewer, message):
        yield MenuItem("forward", _("Forward"), "send", _at("forward", message), how="dialog", order=6)
    if tool_policies.can_unpin(viewer, message) and pinned.is_pinned(message):
        yield MenuItem(
            "unpin", _("No longer pin"), "pin", _at("pin", message), "post", 14, values={"_method": "DELETE"}
        )
    elif tool_policies.can_pin(viewer, message):
        yield MenuItem("pin", _("Pin to the room"), "pin", _at("pin", message), "post", 14, values={"_method": "PUT"})


def _at(name: str, message: Message) -> str:
    return reverse(f"chat:{name}", args=[message.pk])
