"""Every morning: what nobody has spoken of for long."""

from __future__ import annotations

from django.utils.timezone import now

from ideas.models import Board
from intranet.jobs import scheduled

from .actions import go_on_cooling, idle

A_BOARD = 500


@scheduled(cron="25 7 * * *", name="ideas.cool")
def cool_idle_ideas() -> int:
    """Returns of how many somebody was told, or that cooled down."""
    moment, done = now(), 0
    for board in Board.objects.in_use().exclude(idle_days=None).order_by("pk"):
        for idea in idle(board, moment).select_related("board", "status").order_by("last_moved_at", "pk")[:A_BOARD]:
            done += bool(go_on_cooling(idea, at=moment))
    return done
