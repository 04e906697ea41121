"""The door of the chat, a room, and where a message stands."""

from __future__ import annotations

import re

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from chat.rooms import sidebar
from chat.threads.page import address_of, part_asked
from chat.tools.quoting import quote_for
from intranet.core.http import SignedIn, get_visible, number_in, wants_part
from intranet.spaces.models import Space

from . import policies, stretch
from .forms import MessageForm
from .message_views import day_in, number
from .models import Message, Room, RoomMember
from .rendering import html_of, with_what_it_shows
from .room_page import LAST_ROOM, first_new, page_of

_PHONE = re.compile(r"\bMobi")


@login_required
@require_GET
def home(request: SignedIn) -> HttpResponse:
    """On a phone the list of rooms; elsewhere the list stands beside every room, so the last one opens."""
    if "list" not in request.GET and not _is_phone(request) and (last := _last_room(request)) is not None:
        return redirect("chat:room", last)
    return render(request, "chat/home.html", {"sidebar": sidebar.of(request.user)})


@login_required
@require_GET
def sidebar_part(request: SignedIn) -> HttpResponse:
    """The list of rooms by itself, for a page on which rooms have come or gone."""
    if not wants_part(request):
        return redirect(f"{reverse('chat:home')}?list=1")
    return render(request, "chat/_sidebar.html", {"sidebar": sidebar.of(request.user)})


def _is_phone(request: HttpRequest) -> bool:
    hint = request.headers.get("Sec-CH-UA-Mobile")
    return hint == "?1" if hint else bool(_PHONE.search(request.headers.get("User-Agent", "")))


def _last_room(request: SignedIn) -> int | None:
    """The room that was open last here, else the one that was read last anywhere, of those this person is in."""
    mine = RoomMember.objects.filter(person=request.user, room__archived_at__isnull=True)
    kept = request.COOKIES.get(LAST_ROOM, "")
    number = number_in(kept)
    if number is not None and mine.filter(room=number).exists():
        return number
    return mine.order_by("-read_at", "-room__last_message_at", "pk").values_list("room", flat=True).first()


@login_required
@require_GET
def room(request: SignedIn, room_id: int) -> HttpResponse:
    """A room, at the first message that is new; or at ``message``, or ``day``, or beyond what one has read so far."""
    found = get_visible(Room.objects.select_related("space"), request.user, pk=room_id)
    asked = request.GET
    said = stretch.line_of(found, request.user)
    if "quote" in asked:
        # Without scripts the menu's "Quote" leads here.
        quoted = number(asked["quote"])
        form = MessageForm.of(found, quoted=quoted)
        return page_of(request, found, form=form, quoted_html=quote_for(request.user, quoted))
    thread = part_asked(request, found)
    if not any(name in asked for name in ("message", "day", "before", "after")):
        return page_of(request, found, thread_part=thread)
    new = first_new(said, found, request.user, policies.membership_in(request.user, found))
    shown = None
    if "message" in asked:
        linked = number(asked["message"])
        if (place := stretch.place_of(said, linked)) is not None:
            shown = stretch.around(said, request.user, place, new=new, linked=linked)
    elif "day" in asked:
        first = stretch.number_on(said, day_in(asked["day"]))
        shown = stretch.around(said, request.user, first or stretch.BEYOND, new=new)
    elif "before" in asked:
        shown = stretch.before(said, request.user, number(asked["before"]), new=new)
    else:
        shown = stretch.after(said, request.user, number(asked["after"]), new=new)
    return page_of(request, found, found=shown, thread_part=thread)


@login_required
@require_GET
def message(request: SignedIn, entry_id: int) -> HttpResponse:
    """A permalink: the room, with the message in its context. To a script, the message as it is now."""
    if wants_part(request):
        said = with_what_it_shows(Message.objects.select_related("room")).standing_for(request.user)
        one = said.filter(pk=entry_id, seq__isnull=False).first()
        if one is None or not stretch.is_open_to(request.user, one):
            raise Http404
        return HttpResponse(html_of(one, request.user))
    found = get_visible(Message.objects.select_related("room", "thread__room"), request.user, pk=entry_id)
    if found.thread is not None and not found.shown_in_room:
        return redirect(address_of(found.thread, found.pk))
    return redirect(f"{reverse('chat:room', args=[found.room_id])}?message={found.pk}#entry-{found.pk}")


@login_required
@require_GET
def of_space(request: SignedIn, slug: str) -> HttpResponse:
    return room_of_space(request, get_visible(Space, request.user, slug=slug))


def room_of_space(request: HttpRequest, space: Space) -> HttpResponse:
    """A space whose first part is chat opens in its room."""
    return redirect(get_visible(Room, request.user, space=space, is_default=True))
