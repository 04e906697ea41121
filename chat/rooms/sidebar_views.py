"""The own list of rooms: what stands at its top, under which heading, and what is out of sight."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from chat import actions, policies
from chat.models import Room, RoomSection
from chat.rooms.forms import SectionForm
from chat.rooms.views import in_room, the_room
from intranet.core.http import SignedIn, number_in
from intranet.core.throttle import throttled


@in_room("chat:room")
def favourite(request: SignedIn, room: Room) -> str:
    actions.set_favourite(room, by=request.user, favourite=request.POST.get("favourite") == "1")
    return ""


@login_required
@require_POST
@throttled("rooms", limit=60, per_seconds=60)
def close(request: SignedIn, room_id: int) -> HttpResponse:
    """Put a conversation out of the list; its next message brings it back."""
    actions.close_direct(the_room(request, room_id), by=request.user)
    return redirect("chat:home")


@login_required
@require_http_methods(["GET", "POST"])
@throttled("rooms", limit=60, per_seconds=60, methods=("POST",))
def place(request: SignedIn, room_id: int) -> HttpResponse:
    """Under which of the own headings a room stands; a new one can be made on the way."""
    room = the_room(request, room_id)
    membership = policies.membership_in(request.user, room)
    if membership is None:
        return redirect(room)
    sections = RoomSection.objects.filter(person=request.user)
    form = SectionForm(request.POST if request.POST.get("section") == "new" else None)
    if request.method == "POST" and (not form.is_bound or form.is_valid()):
        chosen = request.POST.get("section", "")
        try:
            section: RoomSection | None = None
            if form.is_bound:
                section = actions.make_section(by=request.user, name=form.cleaned_data["name"])
            elif (number := number_in(chosen)) is not None:
                section = get_object_or_404(sections, pk=number)
            actions.put_in_section(room, by=request.user, section=section)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            return redirect(room)
    context = {
        "room": room,
        "room_label": room.label_for(request.user),
        "membership": membership,
        "sections": sections,
        "form": form,
    }
    return render(request, "chat/room_place.html", context, status=422 if form.errors else 200)


@login_required
@require_http_methods(["GET", "POST"])
@throttled("rooms", limit=60, per_seconds=60, methods=("POST",))
def sections(request: SignedIn) -> HttpResponse:
    """All own headings: new ones, other names, another order, away with them."""
    form = SectionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.make_section(by=request.user, name=form.cleaned_data["name"])
        except ValidationError as error:
            form.add_error("name", error)
        else:
            return redirect("chat:sections")
    context = {"sections": RoomSection.objects.filter(person=request.user), "form": form}
    return render(request, "chat/sections.html", context, status=422 if form.is_bound else 200)


@login_required
@require_POST
@throttled("rooms", limit=60, per_seconds=60)
def section(request: SignedIn, section_id: int) -> HttpResponse:
    """One heading: ``do`` says what becomes of it."""
    mine = list(RoomSection.objects.filter(person=request.user))
    found = get_object_or_404(RoomSection, person=request.user, pk=section_id)
    try:
        match request.POST.get("do"):
            case "rename":
                actions.rename_section(found, by=request.user, name=request.POST.get("name", ""))
            case "delete":
                actions.delete_section(found, by=request.user)
                messages.success(request, _("The section is gone; its rooms stand with the others."))
            case "up" | "down" as way:
                actions.order_sections(_moved([one.pk for one in mine], found.pk, way), by=request.user)
            case _:
                raise ValidationError(_("This was not understood."))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect("chat:sections")


def _moved(ids: list[int], pk: int, way: str) -> list[int]:
    at = ids.index(pk)
    to = max(at - 1, 0) if way == "up" else min(at + 1, len(ids) - 1)
    ids.insert(to, ids.pop(at))
    return ids
