"""What a message refers to: a quotation of something else, and where a forwarded one came from. A reference is the
same for everybody; what stands in its place is what one reader may read of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString

from chat.models import Message, Room, RoomMember
from chat.rooms.labels import label_of, others_in
from intranet.accounts.models import User
from intranet.content.models import Entry
from intranet.conversation.personal import fill_places
from intranet.core.kept import Place, open_place
from intranet.core.markup import render
from intranet.spaces.audiences import Viewer

QUOTE, ORIGIN = "chat-quote", "chat-origin"


@dataclass(frozen=True)
class Forwarded:
    """What a message passes on: who said it, when, and what, as HTML."""

    name: str
    at: datetime | None
    html: SafeString


def attach_forwarded(messages: Iterable[Any]) -> None:
    """Set ``passed_on`` (a Forwarded or None): one query where something was passed on, none where nothing was. Names
    in the words are words here: nobody is named again by what is passed on."""
    messages = list(messages)
    authors = {message.forwarded["author"] for message in messages if message.forwarded}
    names = dict(User.objects.filter(pk__in=authors).values_list("pk", "name")) if authors else {}
    for message in messages:
        copy = message.forwarded
        message.passed_on = None
        if copy:
            at = parse_datetime(copy["at"]) if copy.get("at") else None
            message.passed_on = Forwarded(names.get(copy["author"], ""), at, render(copy["body"]).html)


def place_of_quote(message: Any) -> SafeString:
    """Where the quotation of this message stands; nothing where it quotes nothing."""
    if not message.quoted_id:
        return conditional_escape("")
    return open_place(QUOTE, message.quoted_id, message.room_id)


def place_of_origin(message: Any) -> SafeString:
    """Where the room stands from which this message was forwarded."""
    if not message.forwarded:
        return conditional_escape("")
    return open_place(ORIGIN, message.forwarded["room"], message.forwarded["entry"])


def register() -> None:
    fill_places(QUOTE, know=_quoted, fill=_fill_quote)
    fill_places(ORIGIN, know=_rooms, fill=_fill_origin)


# --- For one reader ---------------------------------------------------------------------------------------------------


def _quoted(viewer: Viewer, places: Sequence[Place]) -> dict[int, Entry]:
    asked = Entry.objects.filter(pk__in={int(place.told[0]) for place in places})
    readable = asked.visible_to(viewer).published().without_blocked(viewer)
    return readable.select_related("author", "space").in_bulk()


def _fill_quote(place: Place, known: dict[int, Entry], viewer: Viewer) -> SafeString:
    return html_of_quote(known.get(int(place.told[0])))


def html_of_quote(entry: Entry | None) -> SafeString:
    return render_to_string("chat/_quote.html", {"quote": entry})


def quote_for(viewer: Viewer, pk: int) -> SafeString:
    """One quotation by itself: a browser asks for it that has heard of the message and not seen its page."""
    return html_of_quote(Entry.objects.visible_to(viewer).published().without_blocked(viewer).filter(pk=pk).first())


def _rooms(viewer: Viewer, places: Sequence[Place]) -> dict[int, tuple[str, set[int]]]:
    rooms = list(Room.objects.visible_to(viewer).filter(pk__in={int(place.told[0]) for place in places}))
    others = others_in(rooms, viewer)
    said = Message.objects.filter(pk__in={int(place.told[1]) for place in places}).visible_to(viewer)
    readable = set(said.values_list("pk", flat=True)) if rooms else set()
    return {room.pk: (label_of(room, others.get(room.pk, [])), readable) for room in rooms}


def _fill_origin(place: Place, known: dict[int, tuple[str, set[int]]], viewer: Viewer) -> SafeString:
    room, entry = int(place.told[0]), int(place.told[1])
    if room not in known:
        return conditional_escape("")
    label, readable = known[room]
    url = reverse("chat:message", args=[entry]) if entry in readable else reverse("chat:room", args=[room])
    return format_html('<a href="{}">{}</a>', url, label)


# --- For everybody ----------------------------------------------------------------------------------------------------


def quote_for_everybody(place: Place) -> SafeString:
    """In a frame: the quotation where all who follow the room may read it; else each browser asks."""
    quoted, room = int(place.told[0]), int(place.told[1])
    said = Message.objects.filter(pk=quoted, room=room).published().select_related("author").first()
    if said is not None and not RoomMember.objects.filter(room=room, history_from__gte=said.seq or 0).exists():
        return html_of_quote(said)
    url = reverse("chat:quote", args=[quoted])
    return format_html('<div class="message-quote" hx-get="{}" hx-trigger="load" hx-swap="outerHTML"></div>', url)


def origin_for_everybody(place: Place) -> SafeString:
    """In a frame the room is not named: some of those who hear it may not know of it."""
    return conditional_escape("")
