"""How many votes a person has on a board, and where they are.

A vote is in use while the idea it counts for, after whatever was joined, is live. So it comes back by itself when the
idea is delivered, declined or taken away, and when it is joined with one that the person has voted for already.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import F
from django.db.models.functions import Coalesce
from django.utils.translation import ngettext

from intranet.conversation.models import Vote
from intranet.core.decisions import YES, Decision, no
from intranet.spaces.audiences import Viewer

from .models import LIVE, Board, Idea
from .models.ideas import IdeaQuerySet

NAMED = 3


@dataclass(frozen=True, slots=True)
class Budget:
    most: int
    used: int

    @property
    def left(self) -> int:
        """Never less than none: what was brought back to life, or joined apart again, may be more than that."""
        return max(self.most - self.used, 0)


def voted_live(person: Viewer) -> IdeaQuerySet:
    """The live ideas that have this person's vote, each once, what was joined by its head."""
    own = Vote.objects.filter(person=person.pk, on_behalf_of=None, entry__kind=Idea._meta.label_lower)
    heads = own.annotate(counts_for=Coalesce("entry__idea__head_id", F("entry_id"))).values("counts_for")
    live: IdeaQuerySet = Idea.objects.published()
    return live.filter(pk__in=heads, head=None, status__meaning__in=LIVE)


def budget_of(person: Viewer, board: Board) -> Budget | None:
    """None where votes are not counted out, and for whoever has none."""
    if board.votes_per_person is None or not person.is_authenticated:
        return None
    return Budget(board.votes_per_person, voted_live(person).filter(board=board).count())


def has_one_for(person: Viewer, idea: Idea) -> Decision:
    """Whether this person may vote for it as far as the budget goes; what has the vote already costs nothing more."""
    board = idea.board
    if board.votes_per_person is None:
        return YES
    ideas = list(voted_live(person).filter(board=board).order_by("-pk").values_list("pk", "title"))
    if len(ideas) < board.votes_per_person or idea.head_or_self_id in {pk for pk, _title in ideas}:
        return YES
    readable = Idea.objects.visible_to(person).filter(pk__in=[pk for pk, _title in ideas]).order_by("-pk")
    named = ", ".join(f"“{title}”" for title in readable.values_list("title", flat=True)[:NAMED])
    sentence = ngettext(
        "You have %(most)s vote on this board and it is in use. Take it back first: %(ideas)s.",
        "You have %(most)s votes on this board and all are in use. Take one back first, such as for %(ideas)s.",
        board.votes_per_person,
    )
    return no(sentence % {"most": board.votes_per_person, "ideas": named or "–"})
