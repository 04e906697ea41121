"""Which ideas lists show a reader, and what is told of them while one looks."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ideas.models import Board, Idea, Status
from intranet.realtime import ledger
from intranet.spaces.audiences import Viewer

from .icons import ICONS

# What one follows is one question to the server for each.
_MOST_FOLLOWED = 20


def ideas_for(viewer: Viewer) -> Any:
    """The ideas that lists show this reader."""
    return Idea.objects.visible_to(viewer).listed().without_blocked(viewer).with_place().defer("body", "body_html")


def follows_of(boards: Iterable[Board], viewer: Viewer) -> dict[str, int]:
    """The streams on which what is new on these boards, and what becomes of it, is told; with their numbers."""
    if not viewer.is_authenticated:
        return {}
    streams = list(dict.fromkeys(board.audience for board in boards))[:_MOST_FOLLOWED]
    return ledger.heads(streams) if streams else {}


def statuses_told() -> dict[str, list[str]]:
    """What the browser says of a status that an idea gets while one looks."""
    return {str(one.pk): [one.meaning, one.label, ICONS[one.meaning]] for one in Status.objects.all()}
