"""What chat brings to a digest: rooms and threads in which something was said that one has not read."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import Max, QuerySet
from django.utils.translation import gettext_lazy as _

from intranet.accounts.models import User
from intranet.notifications.digests import reasons, sources
from intranet.notifications.digests.reasons import Reason
from intranet.notifications.digests.sources import Candidate
from intranet.notifications.levels import levels_by_place
from intranet.notifications.models import Level

from .models import Message, Room
from .reading.unread import new_for, threads_of, unread_of_rooms, unread_of_threads


def register() -> None:
    reasons.register(
        Reason("room-direct", _("{actor} wrote to you"), 92, loud=True, icon="chat"),
        Reason("room-mention", _("You are named in this room"), 90, icon="at"),
        Reason("room", _("Unread messages in this room"), 18, icon="chat"),
        Reason("thread", _("New replies in a thread you follow"), 58, icon="chat"),
    )
    sources.register("chat.rooms", rooms)
    sources.register("chat.threads", threads)


def rooms(person: User, since: datetime, until: datetime) -> Iterator[Candidate]:
    """One for each room: its last message, and how many there are. Rooms that one does not want to hear of are left
    out, but for mentions."""
    unread = unread_of_rooms(person)
    if not unread:
        return
    levels = levels_by_place(person, "room_")
    last = _last_of(person, since, until, room__in=list(unread), shown_in_room=True)
    rows = Message.objects.visible_to(person).filter(pk__in=last.values_list("last", flat=True))
    fields = ("pk", "room", "published_at", "author__name", "room__sort")
    for pk, room, at, actor, sort in rows.order_by("-pk").values_list(*fields):
        said = unread[room]
        deaf = levels.get(f"room_{room}") == Level.Degree.NOTHING
        if sort in (Room.Sort.DIRECT, Room.Sort.GROUP):
            reason = "room-direct"
        elif said.mentions:
            reason = "room-mention"
        elif deaf:
            continue
        else:
            reason = "room"
        more = min(12, said.messages // 4)
        yield Candidate(pk, reason, at, weight=more, said={"actor": actor}, subject=f"room_{room}")


def threads(person: User, since: datetime, until: datetime) -> Iterator[Candidate]:
    """The last reply of each."""
    unread = unread_of_threads(person)
    if not unread:
        return
    followed = threads_of(person).filter(thread__in=list(unread)).values("thread")
    last = _last_of(person, since, until, thread__in=followed)
    rows = Message.objects.visible_to(person).filter(pk__in=last.values_list("last", flat=True))
    for pk, thread, at in rows.order_by("-pk").values_list("pk", "thread", "published_at"):
        yield Candidate(pk, "thread", at, weight=min(10, unread.get(thread or 0, 0)), subject=f"thread_{thread}")


def _last_of(person: User, since: datetime, until: datetime, **which: Any) -> QuerySet[Any, Any]:
    by = "room" if "room__in" in which else "thread"
    new = new_for(person).filter(published_at__gt=since, published_at__lte=until, **which)
    return new.order_by().values(by).annotate(last=Max("pk"))
