"""Searching in one room, beside what is said in it. Over all rooms one searches where one searches everything."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_GET

from chat.rooms.views import the_room
from intranet.core.http import SignedIn
from intranet.core.throttle import throttled
from intranet.search.queries import LONGEST, search

from .room_page import page_of

PAGE = 20
MOST_OFFSET = 500
KIND = "chat.message"


@login_required
@require_GET
@throttled("search", limit=60, per_seconds=60, methods=("GET",))
def search_room(request: SignedIn, room_id: int) -> HttpResponse:
    """The messages of one room that have the words, the latest first; each leads to its place."""
    room = the_room(request, room_id)
    text = request.GET.get("q", "").replace("\0", "")[:LONGEST].strip()
    typed = request.GET.get("from", "")
    offset = min(int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 6 else 0, MOST_OFFSET)
    context: dict[str, Any] = {"asked": text, "here": reverse("chat:search", args=[room.pk])}
    context["everywhere"] = f"{reverse('search:search')}?{urlencode({'q': text, 'kind': KIND})}"
    if text:
        params = {"place": room.audience, "kind": KIND, "sort": "newest"}
        result = search(request.user, text, params=params, limit=PAGE, offset=offset)
        context["result"] = result
        if result.total > offset + PAGE and offset + PAGE <= MOST_OFFSET:
            context["next"] = urlencode({"q": text, "from": offset + PAGE})
    return page_of(request, room, template="chat/room_search.html", **context)
