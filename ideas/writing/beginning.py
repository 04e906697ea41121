"""Where somebody may suggest something, and with what the form begins."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import HttpRequest

from ideas import policies
from ideas.models import Board
from intranet.core.text import excerpt
from intranet.spaces.audiences import Viewer


def boards_for(viewer: Viewer) -> list[Board]:
    """Where this reader suggests things; for a guest, where whoever has an account does."""
    found = Board.objects.visible_to(viewer).in_use().select_related("space")
    if viewer.is_authenticated:
        return [one for one in found if policies.can_suggest(viewer, one)]
    return [one for one in found if policies.takes_from_guests(one)]


def begun_with(request: HttpRequest, boards: list[Board]) -> dict[str, Any]:
    """What the address brings along: ``board``, and ``q`` (what was searched for in vain)."""
    asked = request.GET
    board = next((one for one in boards if str(one.pk) == asked.get("board")), boards[0] if boards else None)
    begun: dict[str, Any] = {"title": excerpt(asked.get("q", "").replace("\x00", ""), 200)}
    begun |= {"client_id": str(uuid.uuid4()), "board": board.pk if board is not None else None}
    return begun
