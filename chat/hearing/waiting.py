"""What stands at the door of the chat on every page: a number for what is said to oneself, a dot for what is new
besides. It is read with the few rows of every page, so it costs no question of its own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Concat
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from chat.hearing.telling import CALLING
from chat.models import Message, Room, RoomMember
from intranet.accounts import settings_pages
from intranet.accounts.models import User
from intranet.accounts.own_rows import also_read, as_row, own_rows
from intranet.content.models import Entry
from intranet.core import navigation
from intranet.core.context import provide_rail
from intranet.notifications.models import Level, Notification
from intranet.realtime.publish import publish

# A badge says "99+" beyond.
MOST = 100
_DIRECT = (Room.Sort.DIRECT, Room.Sort.GROUP)


class Waiting(NamedTuple):
    number: int
    others: bool


def waiting_for(person: User) -> Waiting:
    found = [row["said"] for row in own_rows(person, "chat")]
    return Waiting(min(sum(found), MOST), 0 in found)


def _rows_for(person: User) -> Iterator[QuerySet[Any]]:
    """Rows that say 1 for what counts, and a row that says 0 where something else is new."""
    mine = RoomMember.objects.filter(person=person.pk, room__archived_at__isnull=True)
    silent = Level.objects.filter(
        person=person.pk, place=Concat(Value("room_"), OuterRef("room_id")), degree=Level.Degree.NOTHING
    )
    behind = mine.filter(room__last_seq__gt=F("read_seq")).exclude(Exists(silent))
    written = Message.objects.filter(
        shown_in_room=True,
        state=Entry.State.PUBLISHED,
        room__in=behind.filter(room__sort__in=_DIRECT).values("room_id"),
        room__memberships__person=person.pk,
        seq__gt=F("room__memberships__read_seq"),
    )
    # Unordered: by number of the row, all that was ever said would be looked through for the few that are meant.
    yield as_row(written.exclude(author=person.pk).order_by(), said=Value(1))[:MOST]
    inside = "entry__message__room__memberships"
    told = Notification.objects.filter(
        # Of the main line, what lies beyond the mark: however it was set, the room says the same of itself.
        Q(entry__message__shown_in_room=False) | Q(entry__message__seq__gt=F(f"{inside}__read_seq")),
        recipient=person.pk,
        read_at__isnull=True,
        reason__in=sorted(CALLING),
        entry__kind="chat.message",
        entry__state=Entry.State.PUBLISHED,
        entry__message__room__archived_at__isnull=True,
        **{f"{inside}__person": person.pk},
    ).exclude(entry__message__room__sort__in=_DIRECT)
    yield as_row(told.order_by("pk"), said=Value(1))[:MOST]
    new = Message.objects.filter(
        room=OuterRef("room_id"), shown_in_room=True, seq__gt=OuterRef("read_seq"), state=Entry.State.PUBLISHED
    )
    new = new.exclude(author=person.pk).exclude(style=Message.Style.NOTICE)
    others = behind.exclude(room__sort__in=_DIRECT).filter(Exists(new))
    yield as_row(others.order_by("pk"), said=Value(0))[:1]


def chat_count(request: HttpRequest) -> int:
    return _of(request).number


def chat_others(request: HttpRequest) -> bool:
    return _of(request).others


def _of(request: HttpRequest) -> Waiting:
    if not request.user.is_authenticated:
        return Waiting(0, False)
    if (known := request.__dict__.get("_chat_waiting")) is None:
        known = request.__dict__["_chat_waiting"] = waiting_for(request.user)
    return known


def tell_badge(person: User) -> None:
    """The door as it is now, to all pages of this person."""
    found = waiting_for(person)
    publish(person.key, "chat.badge", count=found.number, others=found.others)


def register() -> None:
    also_read("chat", _rows_for)
    provide_rail(chat_count)
    provide_rail(chat_others)
    navigation.register(
        navigation.NavItem(
            "chat", _("Chat"), "chat", "chat:home", order=15, count="chat_count", dot="chat_others", bar=True
        )
    )
    settings_pages.register(_("Chat"), "chat:wishes", order=36)
