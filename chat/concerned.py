"""Whom a message concerns, and whether it concerns anybody at all: most do not, and then nothing is written down but
the message itself."""

from __future__ import annotations

from collections.abc import Iterable

from intranet.activity.models import Activity
from intranet.activity.verbs import Recipient
from intranet.content.models import Entry
from intranet.conversation.models import Mention

from .models import Message, RoomMember, ThreadMember


def concerns_somebody(message: Message) -> bool:
    """Asked at each message, so it must be cheap."""
    if message.is_notice:
        return False
    if message.room.is_direct or message.summons:
        return True
    return "@" in message.body and Mention.objects.filter(entry_id=message.pk).exists()


def concerned_by_message(activity: Activity, entry: Entry) -> Iterable[Recipient]:
    """Who follows the thread, and the others of a direct or group message. Who is named is told as everywhere."""
    message = Message.objects.select_related("room").get(pk=entry.entry_id)
    if message.thread_id is not None:
        followers = ThreadMember.objects.filter(thread=message.thread_id, following=True)
        for pk in followers.values_list("person_id", flat=True):
            if pk != activity.actor_id:
                yield Recipient(pk, "thread")
    if not message.room.is_direct or not message.shown_in_room:
        return
    for pk in RoomMember.objects.filter(room=message.room_id).values_list("person_id", flat=True):
        if pk != activity.actor_id:
            yield Recipient(pk, "message")
