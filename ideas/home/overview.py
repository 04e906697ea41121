"""How much stands on boards, as one reader sees it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from django.db.models import Count, Q
from django.utils.timezone import now

from ideas.models import LIVE, Board, Idea, Meaning
from intranet.spaces.audiences import Viewer


class Counts(NamedTuple):
    open: int
    delivered: int


def with_counts(boards: Sequence[Board], viewer: Viewer) -> Sequence[Board]:
    """The boards with ``ideas_open``, in one query."""
    ideas = Idea.objects.visible_to(viewer).listed().filter(board__in=boards, status__meaning__in=LIVE)
    counts = dict(ideas.order_by().values_list("board").annotate(Count("pk"))) if boards else {}
    for one in boards:
        one.ideas_open = counts.get(one.pk, 0)  # type: ignore[attr-defined]
    return boards


def counts_of(board: Board, viewer: Viewer) -> Counts:
    """Not decided yet, and delivered since the year began."""
    since = now().replace(month=1, day=1, hour=0, minute=0, second=0, microsecond=0)
    done = Q(status__meaning=Meaning.DELIVERED, status_at__gte=since)
    ideas = Idea.objects.visible_to(viewer).listed().filter(board=board)
    found = ideas.aggregate(open=Count("pk", filter=Q(status__meaning__in=LIVE)), delivered=Count("pk", filter=done))
    return Counts(found["open"], found["delivered"])
