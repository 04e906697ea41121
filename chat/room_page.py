"""The page of a room, put together: the list at the side, the head, a stretch of what was said, where one writes."""

from __future__ import annotations

import json
from typing import Any

from django.conf import settings
from django.db.models import F
from django.http import HttpResponse
from django.shortcuts import render

from chat.reading.receipts import marks_in
from chat.rooms import sidebar
from chat.rooms.head import bands_for, tools_for
from chat.rooms.labels import label_of, others_in
from intranet.accounts.presence import here_among
from intranet.core.http import SignedIn
from intranet.realtime import ledger

from . import policies, stretch
from .forms import MessageForm
from .models import Room, RoomMember

# The room that was open last on this device, for the door of the chat.
LAST_ROOM = "portico_room"
A_YEAR = 365 * 24 * 3600
FACES = 4
# So many names a page brings, for saying who is writing; the others are named by what they have said.
NAMES = 40


def page_of(
    request: SignedIn,
    room: Room,
    *,
    found: stretch.Stretch | None = None,
    form: MessageForm | None = None,
    status: int = 200,
    template: str = "chat/room.html",
    **more: Any,
) -> HttpResponse:
    """``found``: the stretch that was asked for; without one it opens at the first message that is new."""
    # The number first: what is said while the page is put together arrives by ``since``.
    since = ledger.heads([room.key])[room.key]
    viewer = request.user
    membership = policies.membership_in(viewer, room)
    may_write = policies.can_write_in(viewer, room, membership=membership)
    context: dict[str, Any] = {
        "room": room,
        "membership": membership,
        "since": since,
        "stretch": found if found is not None else opening(room, viewer, membership),
        "floor": stretch.floor_of(room, viewer),
        "form": form or MessageForm.of(room),
        "may_write": may_write,
        "may_join": membership is None and bool(policies.can_join(viewer, room)),
        "tools": tools_for(room, viewer, membership),
        "bands": bands_for(room, viewer, membership),
        "sidebar": sidebar.of(viewer, current=room),
        "seen": _seen(room, viewer) if membership is not None else "",
    }
    context |= _who(room, viewer) | more
    response = render(request, template, context, status=status)
    if membership is not None:
        _remember(response, room)
    return response


def opening(room: Room, viewer: Any, membership: RoomMember | None) -> stretch.Stretch:
    """Where a room opens: at the first message that is new, with some before it; at the end where none is."""
    said = stretch.line_of(room, viewer)
    new = first_new(said, room, viewer, membership)
    if new is None:
        return stretch.newest(said, viewer)
    return stretch.around(said, viewer, new, new=new)


def first_new(said: Any, room: Room, viewer: Any, membership: RoomMember | None) -> int | None:
    """The number above which the line is drawn; None for whoever is not in the room, or has read it."""
    if membership is None or membership.read_seq >= room.last_seq:
        return None
    return stretch.first_unread(said, viewer, membership.read_seq)


def _seen(room: Room, viewer: Any) -> str:
    """How far the others have read, for the line under one's own last message."""
    marks = marks_in(room, viewer)
    return json.dumps(marks) if marks else ""


def _who(room: Room, viewer: Any) -> dict[str, Any]:
    """What the head says of the people: a few faces, and how many there are."""
    if room.is_direct:
        others = others_in([room], viewer)[room.pk]
        return {
            "room_label": label_of(room, others),
            "subtitle": others[0].role_line if len(others) == 1 else "",
            "partner": others[0] if len(others) == 1 else None,
            "partner_here": bool(here_among(viewer, others)) if len(others) == 1 else False,
            "people": others if len(others) > 1 else [],
            "names": others,
        }
    inside = RoomMember.objects.filter(room=room, person__is_active=True)
    count = inside.count()
    latest = inside.select_related("person").order_by(F("read_at").desc(nulls_last=True), "pk")[:NAMES]
    names = [member.person for member in latest]
    faces = names[:FACES]
    return {
        "room_label": room.name,
        "people": faces,
        "names": names,
        "people_count": count,
        "people_more": count - len(faces),
    }


def _remember(response: HttpResponse, room: Room) -> None:
    response.set_cookie(
        LAST_ROOM,
        str(room.pk),
        max_age=A_YEAR,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
        path="/chat/",
    )
