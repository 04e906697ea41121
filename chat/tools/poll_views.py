"""Asking a room to choose."""

from __future__ import annotations

import json
import uuid

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from chat import actions, policies
from chat.models import Message, Room
from chat.tools.forms import RoomPollForm
from intranet.content.asked import ask
from intranet.core.decisions import require
from intranet.core.http import SignedIn, get_visible, number_in, wants_part
from intranet.core.throttle import throttled


@login_required
@require_http_methods(["GET", "POST"])
@throttled("poll", limit=20, per_seconds=60, methods=("POST",))
def ask_in_room(request: SignedIn, room_id: int) -> HttpResponse:
    """A question with answers to choose from; ``thread``: in reply to this message."""
    room = get_visible(Room.objects.select_related("space"), request.user, pk=room_id)
    thread = _thread(request, room)
    require((policies.can_take_part if thread else policies.can_write_in)(request.user, room))
    form = RoomPollForm(request.POST or None, writer=request.user, initial={"client_id": uuid.uuid4()})
    if form.is_bound and form.is_valid():
        try:
            said = actions.send_message(
                room,
                by=request.user,
                body=form.cleaned_data["question"],
                poll=form.cleaned_data["wanted"],
                thread=thread,
                client_id=form.cleaned_data["client_id"],
            )
        except ValidationError as error:
            form.add_error(None, ValidationError(error.messages))
        except PermissionDenied as refusal:
            form.add_error(None, str(refusal))
        else:
            if wants_part(request):
                return HttpResponse(status=204, headers={"HX-Trigger": json.dumps({"closes": True})})
            return redirect(said.get_absolute_url())
    context = {"form": form, "room": room, "thread": thread, "back": room.get_absolute_url()}
    return ask(request, "chat/tools/_poll.html", _("New poll"), context, status=422 if form.is_bound else 200)


def _thread(request: SignedIn, room: Room) -> Message | None:
    if (number := number_in(request.GET.get("thread"))) is None:
        return None
    return get_visible(Message.objects.filter(room=room), request.user, pk=number)
