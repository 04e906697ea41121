"""What people are told of chat: the kinds they choose by, how a line of the inbox reads, where it leads; and that what
was read in a room is read everywhere."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from chat.hearing.concerned import CALL, DIRECT, GROUP, ROOM, THREAD, WORD
from chat.models import Message, Room, RoomMember
from chat.policies import can_take_part
from chat.rooms.labels import label_of, others_in
from intranet.accounts.models import User
from intranet.content.models import Entry
from intranet.core.decisions import Decision
from intranet.notifications import groups, subjects
from intranet.notifications.actions import mark_entries_read
from intranet.notifications.groups import Group
from intranet.notifications.models import Notification
from intranet.realtime.publish import publish
from intranet.realtime.units import step

# Reasons for which the door of the chat shows a number; for the others it shows that there is something.
CALLING = frozenset({"mention", "team", CALL, DIRECT, GROUP, WORD})


def register() -> None:
    groups.register(
        Group(
            "direct",
            _("Direct messages"),
            _("Somebody writes to you, or to a few people with you among them."),
            reasons=frozenset({DIRECT, GROUP}),
            channels=frozenset({"app", "mail", "push"}),
            icon="people",
            order=12,
        ),
        Group(
            "calls",
            _("Calls to a whole room"),
            _("Somebody calls everybody in a room of yours, with @room or @here."),
            reasons=frozenset({CALL}),
            channels=frozenset({"app", "push"}),
            icon="at",
            order=16,
        ),
        Group(
            "threads",
            _("Threads in rooms"),
            _("Replies in the threads you take part in or follow."),
            reasons=frozenset({THREAD}),
            channels=frozenset({"app", "push"}),
            icon="reply",
            order=22,
        ),
        Group(
            "words",
            _("My words in rooms"),
            _("Somebody says one of the words you have chosen, in a room you are in."),
            reasons=frozenset({WORD}),
            channels=frozenset({"app", "push"}),
            icon="hash",
            order=23,
        ),
        Group(
            "rooms",
            _("Rooms I hear everything of"),
            _("Each message in the rooms for which you have chosen so."),
            reasons=frozenset({ROOM}),
            channels=frozenset({"app", "push"}),
            icon="chat",
            order=36,
        ),
    )
    subjects.register(
        "room",
        subjects.Sort(
            named=names_of,
            heading=_("Chat: %(name)s"),
            sentences={
                DIRECT: _("{actor} wrote to you"),
                GROUP: _("{actor} wrote in “{title}”"),
                CALL: _("{actor} called everybody in “{title}”"),
                THREAD: _("{actor} replied in a thread of “{title}”"),
                WORD: _("{actor} said a word of yours in “{title}”"),
                ROOM: _("{actor} wrote in “{title}”"),
                "team": _("{actor} mentioned a team of yours in “{title}”"),
                "mention": _("{actor} mentioned you in “{title}”"),
            },
            leads=leads_to,
        ),
    )


def names_of(ids: Collection[int], reader: User) -> Mapping[int, str]:
    """What these rooms are called, of those this reader may know."""
    rooms = list(Room.objects.visible_to(reader).filter(pk__in=ids))
    others = others_in(rooms, reader)
    return {room.pk: label_of(room, others.get(room.pk, [])) for room in rooms}


def leads_to(notification: Notification) -> str:
    """Where one is named, the message itself; of what is simply said, the room, which opens where one has stopped."""
    if notification.reason in (DIRECT, GROUP, ROOM):
        return reverse("chat:room", args=[int(notification.subject.removeprefix("room_"))])
    return ""


@step
def follow_told(entry: Entry, reasons: Mapping[int, str]) -> None:
    """People have been told of a message: their open pages learn that it counts. Who has read it meanwhile, in the
    room, need not."""
    message = Message.objects.filter(pk=entry.entry_id).first()
    if message is None or message.seq is None:
        return
    read: set[int] = set()
    if message.shown_in_room:
        # Held, so that a mark that is set at this moment finds the notifications that were just written.
        marks = RoomMember.objects.select_for_update().filter(room=message.room_id, person__in=reasons)
        read = {pk for pk, seq in marks.values_list("person_id", "read_seq") if seq >= message.seq}
    if read:
        Notification.objects.filter(recipient__in=read, entry=entry.entry_id).unread().update(read_at=now())
    for pk, reason in reasons.items():
        if pk not in read:
            publish(
                f"user_{pk}",
                "chat.told",
                room=message.room_id,
                number=message.seq,
                mention=reason in CALLING,
                reason=reason,
            )


def note_read(room: Room, person: User, *, upto: int) -> int:
    """What this person was told of the main line up to there is read."""
    said = Message.objects.filter(room=room, shown_in_room=True, seq__lte=upto)
    return mark_entries_read(by=person, subject=room.key, entries=said.values("entry_ptr_id"))


def note_thread_read(thread: Message, person: User, *, upto: int) -> int:
    """The same of a thread."""
    said = Message.objects.filter(thread=thread, seq__lte=upto)
    return mark_entries_read(by=person, subject=f"room_{thread.room_id}", entries=said.values("entry_ptr_id"))


def note_threads_read(followed: Collection[int], person: User) -> int:
    """The same of all that was said in several threads, given by the rows of who follows them."""
    said = Message.objects.filter(thread__followers__in=followed)
    return mark_entries_read(by=person, subject="", entries=said.values("entry_ptr_id"))


# --- Answers by mail -------------------------------------------------------------------------------------------------


def may_answer(person: Any, entry: Entry) -> Decision:
    return can_take_part(person, Message.objects.select_related("room__space").get(pk=entry.entry_id).room)


def answer(entry: Entry, **said: Any) -> Message:
    """A direct message is answered by the next one; what was said in a room, in its thread."""
    from chat.actions.messages import send_message  # noqa: PLC0415 - the action needs the manifest that needs this

    message = Message.objects.select_related("room", "thread").get(pk=entry.entry_id)
    thread = message.thread or (None if message.room.is_direct else message)
    return send_message(message.room, thread=thread, **said)
