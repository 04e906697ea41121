"""The ideas somebody sees through, and those of a board that are weighed."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, F, Q, QuerySet
from django.utils.timezone import localdate

from ideas.models import Board, Idea, Meaning
from ideas.models.statuses import LIVE
from intranet.accounts.models import User
from intranet.spaces.audiences import Viewer

from .policies import ACCEPTED

SHOWS = ("open", "overdue", "done")
# Of a board, how many are weighed against each other on one page.
MOST = 200


def owned_by(person: User, show: str = "open") -> QuerySet[Any]:
    """Those this person sees through, as far as they read them: what is due first stands first."""
    mine = Idea.objects.visible_to(person).listed().filter(owner=person).with_place()
    mine = mine.annotate(steps_count=Count("steps"), steps_done=Count("steps", filter=Q(steps__done_at__isnull=False)))
    if show == "overdue":
        mine = mine.filter(status__meaning__in=ACCEPTED, due_on__lt=localdate())
    elif show == "done":
        return mine.filter(status__meaning__in=[Meaning.DELIVERED, Meaning.DECLINED]).order_by("-status_at", "-pk")
    else:
        mine = mine.filter(status__meaning__in=LIVE)
    return mine.order_by(F("due_on").asc(nulls_last=True), "pk")


def overdue_of(person: User) -> int:
    """Without order, for a number beside a door."""
    late = Idea.objects.visible_to(person).listed().filter(owner=person, due_on__lt=localdate())
    return late.filter(status__meaning__in=ACCEPTED).count()


@dataclass
class Cell:
    impact: int
    effort: int
    ideas: list[Any] = field(default_factory=list)

    @property
    def weight(self) -> int:
        """How much more it is worth than it costs, from 0 to 8: what the cell is shaded by."""
        return self.impact - self.effort + 4


def weighed(board: Board, viewer: Viewer) -> tuple[list[Any], list[list[Cell]]]:
    """The undecided ideas of a board, what is worth most for least first, those nobody has weighed last; and the same
    as five rows of five, the most impact at the top."""
    found = Idea.objects.visible_to(viewer).listed().filter(board=board, status__meaning__in=LIVE, cooled_at=None)
    found = found.with_place()
    worth = (F("impact") - F("effort")).desc(nulls_last=True)
    ideas = list(found.order_by(worth, F("impact").desc(nulls_last=True), "-votes_count", "-pk")[:MOST])
    cells = {(impact, effort): Cell(impact, effort) for impact in range(1, 6) for effort in range(1, 6)}
    for idea in ideas:
        if idea.impact and idea.effort:
            cells[idea.impact, idea.effort].ideas.append(idea)
    return ideas, [[cells[impact, effort] for effort in range(1, 6)] for impact in range(5, 0, -1)]
