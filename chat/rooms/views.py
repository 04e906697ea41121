"""Finding rooms, opening them, their settings, walking in and out of them."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from chat import actions, policies
from chat.models import Room
from chat.rooms import menu as room_menu
from chat.rooms import tabs as room_tabs
from chat.rooms.calls import call_address
from chat.rooms.finding import ORDER, SHOWN, heads_in, rooms_for
from chat.rooms.forms import DirectForm, NewRoomForm, RoomForm, SuccessorForm, spaces_to_open_in
from chat.rooms.members import firms_meeting
from intranet.accounts.models import User
from intranet.accounts.people_named import as_text
from intranet.core.decisions import require
from intranet.core.http import SignedIn, get_visible, render_page
from intranet.core.pagination import keyset_page
from intranet.core.throttle import throttled

PAGE = 40
# What a press of a button did, in a sentence for whoever pressed it.
Deed = Callable[..., str]


def the_room(request: SignedIn, room_id: int) -> Room:
    return get_visible(Room.objects.select_related("space"), request.user, pk=room_id)


def in_room(ends_at: str) -> Callable[[Deed], Callable[..., HttpResponse]]:
    """A POST about a room this person may read. A refusal with a reason is told on the page it came from."""

    def decorate(view: Deed) -> Callable[..., HttpResponse]:
        @login_required
        @require_POST
        @throttled("rooms", limit=60, per_seconds=60)
        @wraps(view)
        def handle(request: SignedIn, room_id: int, **rest: object) -> HttpResponse:
            room = the_room(request, room_id)
            try:
                said = view(request, room, **rest)
            except ValidationError as error:
                messages.error(request, " ".join(error.messages))
            else:
                if said:
                    messages.success(request, said)
            if not Room.objects.visible_to(request.user).filter(pk=room.pk).exists():
                return redirect("chat:home")
            return redirect(ends_at, room.pk)

        return handle

    return decorate


@login_required
@require_GET
def rooms(request: SignedIn) -> HttpResponse:
    """The rooms of the house and of the spaces that this person may read, in them or not."""
    show, text = request.GET.get("show", ""), request.GET.get("q", "").strip()[:80]
    show = show if show in SHOWN else ""
    listing = rooms_for(request.user, show=show, matching=text)
    page = keyset_page(listing, by=ORDER, cursor=request.GET.get("cursor"), size=PAGE)
    context = {
        "page": page,
        "heads": heads_in(page.items),
        "show": show,
        "q": text,
        "query": urlencode({name: value for name, value in (("show", show), ("q", text)) if value}),
        "tabs": [
            {"label": label, "url": f"{reverse('chat:rooms')}?show={key}" if key else reverse("chat:rooms"),
             "current": key == show}
            for key, label in (("", _("All rooms")), ("mine", _("My rooms")), ("archived", _("In the archive")))
        ],
        "may_open": policies.can_open_room(request.user, sort=Room.Sort.OPEN),
    }  # fmt: skip
    return render_page(request, "chat/rooms.html", context, part="chat/_room_rows.html")


@login_required
@require_http_methods(["GET", "POST"])
@throttled("room-new", limit=30, per_seconds=600, methods=("POST",))
def room_new(request: SignedIn) -> HttpResponse:
    if not (allowed := policies.can_open_room(request.user, sort=Room.Sort.OPEN)):
        require(allowed)
    asked = spaces_to_open_in(request.user).filter(slug=request.GET.get("space", "")).first()
    initial = {"sort": Room.Sort.SPACE, "space": asked} if asked else {}
    form = NewRoomForm(request.POST or None, by=request.user, initial=initial)
    firms: list[str] = []
    if request.method == "POST" and form.is_valid():
        wanted = dict(form.cleaned_data)
        firms = [] if wanted.pop("mixed") else firms_meeting(wanted["people"])
        if not firms:
            try:
                room = actions.open_room(by=request.user, **wanted)
            except ValidationError as error:
                form.add_error(None, error)
            else:
                return redirect(room)
    context = {"form": form, "firms": firms}
    return render(request, "chat/room_new.html", context, status=422 if form.is_bound else 200)


@login_required
@require_http_methods(["GET", "POST"])
@throttled("room-new", limit=30, per_seconds=600, methods=("POST",))
def direct_new(request: SignedIn) -> HttpResponse:
    """Write to one person, or to a few: their conversation is found, or begun."""
    to = User.objects.visible_to(request.user).active().filter(handle__in=request.GET.getlist("to")[:20])
    form = DirectForm(request.POST or None, by=request.user, initial={"people": as_text(to)})
    firms: list[str] = []
    if request.method == "POST" and form.is_valid():
        people = form.cleaned_data["people"]
        firms = [] if form.cleaned_data["mixed"] else firms_meeting([request.user, *people])
        if not firms:
            try:
                return redirect(actions.direct_room(by=request.user, people=people))
            except ValidationError as error:
                form.add_error(None, error)
    context = {"form": form, "firms": firms}
    return render(request, "chat/direct_new.html", context, status=422 if form.is_bound else 200)


@login_required
@require_http_methods(["GET", "POST"])
def settings(request: SignedIn, room_id: int) -> HttpResponse:
    room = the_room(request, room_id)
    require(policies.can_change_room(request.user, room))
    form = RoomForm.of(room, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_room(room, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Saved."))
            return redirect("chat:settings", room.pk)
    context = {"form": form} | about(request, the_room(request, room_id), "settings")
    return render(request, "chat/room_settings.html", context, status=422 if form.is_bound else 200)


@in_room("chat:room")
def join(request: SignedIn, room: Room) -> str:
    actions.join_room(room, by=request.user)
    return ""


@in_room("chat:settings")
def archive(request: SignedIn, room: Room) -> str:
    archived = request.POST.get("archived") == "1"
    actions.archive_room(room, by=request.user, archived=archived)
    return _("The room is archived.") if archived else _("The room is open again.")


@in_room("chat:room")
def call(request: SignedIn, room: Room) -> str:
    try:
        client_id = UUID(request.POST["client_id"]) if request.POST.get("client_id") else None
    except ValueError:
        raise ValidationError(_("This was not understood.")) from None
    actions.start_call(room, by=request.user, client_id=client_id)
    return ""


@login_required
@require_http_methods(["GET", "POST"])
def leave(request: SignedIn, room_id: int) -> HttpResponse:
    """Leave a room; the only owner says first who owns it next."""
    room = the_room(request, room_id)
    require(policies.can_leave(request.user, room))
    asks = policies.is_last_owner(request.user, room)
    form = SuccessorForm(request.POST if asks and request.method == "POST" else None, room=room, leaving=request.user)
    if request.method == "POST" and (not asks or form.is_valid()):
        try:
            actions.leave_room(room, by=request.user, successor=form.cleaned_data["successor"] if asks else None)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
            return redirect("chat:leave", room.pk)
        messages.success(request, _("You have left %(room)s.") % {"room": room.label_for(request.user)})
        return redirect("chat:home")
    context = {"form": form if asks else None, "has_heirs": asks and form.has_heirs} | about(request, room, "")
    return render(request, "chat/room_leave.html", context, status=422 if form.is_bound else 200)


@login_required
@require_GET
def menu(request: SignedIn, room_id: int) -> HttpResponse:
    """What this person may do with the room; asked for when its menu opens."""
    room = the_room(request, room_id)
    items = room_menu.items_for(room, request.user, policies.membership_in(request.user, room))
    context = {"room": room, "items": items, "room_label": room.label_for(request.user)}
    return render_page(request, "chat/room_menu.html", context, part="content/_menu.html")


def about(request: SignedIn, room: Room, current: str) -> dict[str, Any]:
    """What every page about a room shows beside its own."""
    membership = policies.membership_in(request.user, room)
    return {
        "room": room,
        "room_label": room.label_for(request.user),
        "membership": membership,
        "tabs": room_tabs.tabs_of(room, request.user, membership, current),
        "may_change": policies.can_change_room(request.user, room, membership=membership),
        "may_join": membership is None and policies.can_join(request.user, room),
        "call_address": call_address(room),
    }
