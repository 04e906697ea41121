"""What is done with one message: pinning it, passing it on, quoting it."""

from __future__ import annotations

import json
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from chat import actions
from chat.models import Message, Room
from chat.tools import policies as tool_policies
from chat.tools import quoting
from chat.tools.forms import WhereToForm
from intranet.content.asked import ask
from intranet.content.kinds import real
from intranet.content.models import Entry
from intranet.core.decisions import require
from intranet.core.http import SignedIn, get_visible, wants_part
from intranet.core.throttle import throttled

THE_MESSAGE = Message.objects.select_related("room__space", "author", "space")


@login_required
@require_POST
@throttled("pins", limit=60, per_seconds=60)
def pin(request: SignedIn, entry_id: int) -> HttpResponse:
    """Keep a message at hand in its room; ``_method`` DELETE: no longer, RAISE: before the others."""
    found = get_visible(THE_MESSAGE, request.user, pk=entry_id)
    try:
        match request.POST.get("_method", "").upper():
            case "DELETE":
                actions.unpin_message(found, by=request.user)
                said = _("No longer pinned.")
            case "RAISE":
                actions.raise_pin(found, by=request.user)
                said = _("It stands first.")
            case _other:
                actions.pin_message(found, by=request.user)
                said = _("Pinned. Everybody in the room finds it under Pinned.")
    except ValidationError as error:
        said = " ".join(error.messages)
        if not wants_part(request):
            messages.error(request, said)
            return redirect("chat:pinned", found.room_id)
    if wants_part(request):
        return HttpResponse(status=204, headers={"HX-Trigger": json.dumps({"toast": {"text": said}})})
    messages.success(request, said)
    return redirect("chat:pinned", found.room_id)


@login_required
@require_GET
def quote(request: SignedIn, entry_id: int) -> HttpResponse:
    """What a message quotes, as this reader may read it."""
    return HttpResponse(quoting.quote_for(request.user, entry_id))


@login_required
@require_http_methods(["GET", "POST"])
@throttled("pass-on", limit=30, per_seconds=60, methods=("POST",))
def forward(request: SignedIn, entry_id: int) -> HttpResponse:
    """Say in another room what a message says."""
    found = get_visible(THE_MESSAGE, request.user, pk=entry_id)
    require(tool_policies.can_pass_on(request.user, found))
    return _pass_on(request, found, _("Forward"), actions.forward_message)


@login_required
@require_http_methods(["GET", "POST"])
@throttled("pass-on", limit=30, per_seconds=60, methods=("POST",))
def share(request: SignedIn, entry_id: int) -> HttpResponse:
    """Show an entry of any kind in a room."""
    found = real(get_visible(Entry.objects.with_people(), request.user, pk=entry_id))
    require(tool_policies.can_quote(request.user, found))
    return _pass_on(request, found, _("Show in a room"), actions.share_entry)


def _pass_on(request: SignedIn, found: Any, title: str, act: Any) -> HttpResponse:
    form = WhereToForm(request.POST or None, person=request.user)
    if form.is_bound and form.is_valid():
        data = form.cleaned_data
        try:
            room = _room(request, data)
            act(found, by=request.user, room=room, body=data["body"], client_id=data["client_id"])
        except ValidationError as error:
            form.add_error(None, error)
        except PermissionDenied as refusal:
            form.add_error(None, str(refusal))
        else:
            return _passed_on(request, room)
    context = {"entry": found, "form": form, "back": found.get_absolute_url()}
    return ask(request, "chat/tools/_where_to.html", title, context, status=422 if form.is_bound else 200)


def _room(request: SignedIn, data: dict[str, Any]) -> Room:
    if data["room"]:
        return get_visible(Room.objects.select_related("space"), request.user, pk=data["room"])
    return actions.direct_room(by=request.user, people=data["people"])


def _passed_on(request: SignedIn, room: Room) -> HttpResponse:
    said = _("Sent to %(room)s.") % {"room": room.label_for(request.user)}
    if wants_part(request):
        told = {"closes": True, "toast": {"text": said}}
        return HttpResponse(status=204, headers={"HX-Trigger": json.dumps(told)})
    messages.success(request, said)
    return redirect(reverse("chat:room", args=[room.pk]))
