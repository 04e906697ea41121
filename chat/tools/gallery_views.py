"""What is kept at hand in a room, and what was put into it."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from chat import policies
from chat.models import Message, Room
from chat.rooms.views import about
from chat.tools import gallery
from chat.tools.pinned import pins_of
from chat.tools.quoting import attach_forwarded
from intranet.core.http import SignedIn, get_visible, render_page, wants_part


@login_required
@require_safe
def pinned_here(request: SignedIn, room_id: int) -> HttpResponse:
    room = get_visible(Room.objects.select_related("space"), request.user, pk=room_id)
    pins = pins_of(room, request.user)
    shown = Message.objects.filter(pk__in=[pin.message_id for pin in pins]).with_people()
    by_pk = shown.prefetch_related("attachments").in_bulk()
    attach_forwarded(by_pk.values())
    context = {
        "room": room,
        "pins": [(pin, by_pk[pin.message_id]) for pin in pins],
        "may_pin": policies.can_write_in(request.user, room),
    }
    if wants_part(request):
        return render(request, "chat/tools/_pinned_dialog.html", context)
    return render(request, "chat/tools/pinned.html", about(request, room, "pinned") | context)


@login_required
@require_safe
def files(request: SignedIn, room_id: int) -> HttpResponse:
    """``show``: pictures, documents, sound or links."""
    room = get_visible(Room.objects.select_related("space"), request.user, pk=room_id)
    show = request.GET.get("show", "")
    show = show if show in gallery.SHOWN else "pictures"
    page = gallery.finds_in(room, request.user, show=show, cursor=request.GET.get("cursor"))
    context = {
        "room": room,
        "page": page,
        "show": show,
        "query": f"show={show}",
        "sorts": [
            {"label": label, "url": f"?show={name}", "current": name == show, "count": None}
            for name, (label, _kinds) in gallery.SHOWN.items()
        ],
    }
    if not wants_part(request):
        context = about(request, room, "files") | context
    return render_page(request, "chat/tools/files.html", context, part="chat/tools/_files.html")
