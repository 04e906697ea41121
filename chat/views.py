"""The room page."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from intranet.core.http import get_visible
from intranet.spaces.models import Space

from .models import Message, Room


@login_required
def room(request: HttpRequest, room_id: int) -> HttpResponse:
    found = get_visible(Room.objects.select_related("space"), request.user, pk=room_id)
    return render(request, "chat/room.html", {"room": found})


@login_required
def message(request: HttpRequest, entry_id: int) -> HttpResponse:
    """A permalink: the room, with the message in its context."""
    found = get_visible(Message.objects.all(), request.user, pk=entry_id)
    return redirect(f"{reverse('chat:room', args=[found.room_id])}?message={found.pk}#entry-{found.pk}")


@login_required
def of_space(request: HttpRequest, slug: str) -> HttpResponse:
    return room_of_space(request, get_visible(Space, request.user, slug=slug))


def room_of_space(request: HttpRequest, space: Space) -> HttpResponse:
    """A space whose first part is chat opens in its room."""
    return redirect(get_visible(Room, request.user, space=space, is_default=True))
