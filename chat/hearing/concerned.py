"""Whom a message concerns, and whether it concerns anybody at all: most do not, and then nothing is written down but
the message itself."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import QuerySet

from chat.hearing.words import watching
from chat.models import Message, Room, RoomMember, ThreadMember
from intranet.activity.models import Activity
from intranet.activity.verbs import Recipient
from intranet.api.webhooks.wanted import is_wanted
from intranet.content.models import Entry
from intranet.conversation.models import Mention, TeamMention
from intranet.notifications.models import Level

DIRECT, GROUP, CALL, THREAD, WORD, ROOM = "direct", "group", "call", "thread", "keyword", "room"


def concerns_somebody(message: Message) -> bool:
    """Asked at each message, so it must be cheap. Who follows its thread is known to whoever asks."""
    if message.is_notice:
        return False
    if message.room.is_direct or message.summons:
        return True
    if "@" in message.body and _names_somebody(message):
        return True
    if message.shown_in_room and _hearing_all(message).exists():
        return True
    return next(watching(message), None) is not None


def is_told_to_programs(message: Message) -> bool:
    """Whether any webhook could hear of it: what is said in a closed room or a conversation none ever does. Which one
    hears is asked of what its scope may read."""
    if message.is_notice or message.room.sort not in (Room.Sort.OPEN, Room.Sort.SPACE):
        return False
    return is_wanted("chat.message.published")


def concerned_by_message(activity: Activity, entry: Entry) -> Iterable[Recipient]:
    """Everybody in a direct or group message, whom it calls, who follows its thread, who waits for a word of it, and
    who wants to hear everything of the room. Who is named is told as everywhere."""
    message = Message.objects.select_related("room").filter(pk=entry.entry_id).first()
    if message is None:
        return
    inside = RoomMember.objects.filter(room=message.room_id, history_from__lt=message.seq or 0)
    members = set(inside.values_list("person_id", flat=True))
    if message.room.is_direct:
        reason = DIRECT if message.room.sort == message.room.Sort.DIRECT else GROUP
        less = Level.objects.filter(place=message.room.key, degree=Level.Degree.MENTIONS, person__isnull=False)
        for pk in sorted(members - set(less.values_list("person_id", flat=True))):
            yield Recipient(pk, reason)
    elif message.summons:
        called = set(activity.details.get("here", ())) if message.summons == Message.Summons.HERE else members
        for pk in sorted(called & members):
            yield Recipient(pk, CALL)
    if message.thread_id is not None:
        for pk in _followers(message).values_list("person_id", flat=True):
            yield Recipient(pk, THREAD)
    for pk in watching(message):
        if pk in members:
            yield Recipient(pk, WORD)
    if message.shown_in_room and not message.room.is_direct:
        for pk in _hearing_all(message).values_list("person_id", flat=True):
            if pk in members:
                yield Recipient(pk, ROOM)


def _names_somebody(message: Message) -> bool:
    named = Mention.objects.filter(entry_id=message.pk).exists()
    return named or TeamMention.objects.filter(entry_id=message.pk).exists()


def _followers(message: Message) -> QuerySet[ThreadMember]:
    followers = ThreadMember.objects.filter(thread=message.thread_id, following=True)
    return followers.exclude(person=message.author_id)


def _hearing_all(message: Message) -> QuerySet[Level]:
    wanting = Level.objects.filter(place=f"room_{message.room_id}", degree=Level.Degree.ALL, person__isnull=False)
    return wanting.exclude(person=message.author_id)
