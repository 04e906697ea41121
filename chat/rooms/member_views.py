"""Who is in a room: looking, adding, making owners, putting out."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from chat import actions, policies
from chat.models import Room, RoomMember
from chat.rooms.finding import heads_in
from chat.rooms.forms import AddPeopleForm
from chat.rooms.members import ORDER, firms_meeting, known_among, members_of
from chat.rooms.views import about, in_room, the_room
from intranet.accounts.models import User
from intranet.core.decisions import require
from intranet.core.http import SignedIn, render_page
from intranet.core.pagination import keyset_page
from intranet.core.throttle import throttled

PAGE = 48


@login_required
@require_GET
def people(request: SignedIn, room_id: int) -> HttpResponse:
    room = the_room(request, room_id)
    text = request.GET.get("q", "").strip()[:80]
    page = keyset_page(members_of(room, matching=text), by=ORDER, cursor=request.GET.get("cursor"), size=PAGE)
    context: dict[str, Any] = about(request, room, "people")
    context |= {
        "page": page,
        "q": text,
        "query": urlencode({"q": text}) if text else "",
        "known": known_among(request.user, [row.person for row in page.items]),
        "may_add": policies.can_add_people(request.user, room, membership=context["membership"]),
        # Firms are for the staff, and for their own.
        "sees_firms": request.user.is_staff_member,
        "heads": heads_in([room]).get(room.pk, 0),
    }
    return render_page(request, "chat/room_people.html", context, part="chat/_room_people.html")


@login_required
@require_http_methods(["GET", "POST"])
@throttled("room-add", limit=60, per_seconds=600, methods=("POST",))
def add(request: SignedIn, room_id: int) -> HttpResponse:
    room = the_room(request, room_id)
    require(policies.can_add_people(request.user, room))
    # Whom somebody has named in the room and who is not in it stands there already.
    asked = {"people": request.GET.get("people", "")[:500]}
    form = AddPeopleForm(request.POST or None, initial=asked, by=request.user, room=room)
    firms: list[str] = []
    if request.method == "POST" and form.is_valid():
        coming = form.cleaned_data["people"]
        firms = [] if form.cleaned_data["mixed"] else firms_meeting(coming, room=room)
        if not firms:
            try:
                fresh = actions.add_people(room, by=request.user, people=coming, with_history=form.with_history)
            except ValidationError as error:
                form.add_error(None, error)
            else:
                messages.success(request, _added(len(fresh)))
                return redirect("chat:people", room.pk)
    context = {"form": form, "firms": firms} | about(request, room, "people")
    return render(request, "chat/room_add.html", context, status=422 if form.is_bound else 200)


@in_room("chat:people")
def make_owner(request: SignedIn, room: Room, handle: str) -> str:
    person = _member(room, handle)
    owner = request.POST.get("owner") == "1"
    actions.make_owner(room, by=request.user, person=person, owner=owner)
    name = {"name": person.name}
    return _("%(name)s owns the room, too.") % name if owner else _("%(name)s no longer owns the room.") % name


@in_room("chat:people")
def remove(request: SignedIn, room: Room, handle: str) -> str:
    person = _member(room, handle)
    actions.remove_member(room, by=request.user, person=person)
    return _("%(name)s is no longer in this room.") % {"name": person.name}


def _member(room: Room, handle: str) -> User:
    found: RoomMember = get_object_or_404(RoomMember.objects.select_related("person"), room=room, person__handle=handle)
    return found.person


def _added(count: int) -> str:
    if not count:
        return _("They were in the room already.")
    return ngettext("%(n)d person is in now.", "%(n)d people are in now.", count) % {"n": count}
