"""What the text box offers after a slash."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, JsonResponse
from django.views.decorators.http import require_GET

from chat.commands import as_item, offered_in
from chat.rooms.views import the_room
from intranet.core.http import SignedIn


@login_required
@require_GET
def commands(request: SignedIn, room_id: int) -> HttpResponse:
    found = offered_in(the_room(request, room_id), to=request.user)
    return JsonResponse({"items": [as_item(command) for command in found]})
