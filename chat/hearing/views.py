"""What somebody wants to hear of their rooms: how much of each, and the words they wait for."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from chat import actions
from chat.hearing.levels import CHOICES, level_of, levels_of_rooms
from chat.hearing.words import MOST_WORDS
from chat.models import ChatWord
from chat.rooms.views import about, the_room
from intranet.accounts.settings_pages import tabs_for
from intranet.core.http import SignedIn
from intranet.core.throttle import throttled


@login_required
@require_GET
def wishes(request: SignedIn) -> HttpResponse:
    return _page(request)


@login_required
@require_POST
@throttled("chat-words", limit=60, per_seconds=60)
def add_word(request: SignedIn) -> HttpResponse:
    text = request.POST.get("text", "")[:200]
    try:
        word = actions.add_word(by=request.user, text=text)
    except ValidationError as error:
        return _page(request, text=text, error=" ".join(error.messages), status=422)
    messages.success(request, _("You hear of “%(word)s” from now on.") % {"word": word.text})
    return redirect("chat:wishes")


@login_required
@require_POST
def drop_word(request: SignedIn, word_id: int) -> HttpResponse:
    actions.drop_word(get_object_or_404(ChatWord, pk=word_id, person=request.user), by=request.user)
    return redirect("chat:wishes")


@login_required
@require_GET
def hear(request: SignedIn, room_id: int) -> HttpResponse:
    """How much one hears of one room."""
    room = the_room(request, room_id)
    context = about(request, room, "hear") | {"level": level_of(room, request.user), "choices": CHOICES}
    return render(request, "chat/room_hear.html", context)


def _page(request: SignedIn, *, text: str = "", error: str = "", status: int = 200) -> HttpResponse:
    words = list(ChatWord.objects.filter(person=request.user))
    context: dict[str, Any] = {
        "settings_tabs": tabs_for("chat:wishes"),
        "words": words,
        "is_full": len(words) >= MOST_WORDS,
        "most": MOST_WORDS,
        "text": text,
        "error": error,
        "rooms": levels_of_rooms(request.user),
        "choices": CHOICES,
    }
    return render(request, "chat/wishes.html", context, status=status)
