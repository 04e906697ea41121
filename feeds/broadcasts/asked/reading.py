"""The questions about a broadcast, as one reader sees them: those with the most voices first."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from feeds.models import Broadcast, BroadcastQuestion
from intranet.conversation.votes import voted_by
from intranet.realtime.ledger import heads
from intranet.spaces.audiences import Viewer

from . import policies
from .merging import joined_into, standing_alone

BY_VOICES = ("-votes_count", "pk")
MOST_ON_PAGE = 10


def questions_about(broadcast: Broadcast, viewer: Viewer) -> QuerySet[BroadcastQuestion]:
    """Those that stand by themselves."""
    return standing_alone(_seen_by(viewer).filter(root=broadcast.pk)).select_related("answered_by")


def _seen_by(viewer: Viewer) -> QuerySet[BroadcastQuestion]:
    return BroadcastQuestion.objects.visible_to(viewer).published().with_people()


def complete(questions: list[BroadcastQuestion], viewer: Viewer) -> None:
    """Whether each has this reader's voice, and what was joined into it: as many queries for all as for one."""
    mine = voted_by(viewer, questions)
    joined_into(questions, _seen_by(viewer))
    for one in questions:
        one.is_mine = one.pk in mine


def since(broadcast: Broadcast) -> int:
    """The number of the last frame about it, read before its questions: what is said meanwhile is heard by that."""
    return heads([broadcast.root_key])[broadcast.root_key]


def shown(questions: list[BroadcastQuestion], broadcast: Broadcast, viewer: Viewer) -> dict[str, Any]:
    """What the list is rendered with."""
    complete(questions, viewer)
    may_ask = policies.can_ask(viewer, broadcast)
    for one in questions:
        has_asked = viewer.pk in {one.author_id, *(part.author_id for part in one.joined)}
        one.may_vote = bool(may_ask) and not one.is_answered and not has_asked
    return {
        "questions": questions,
        "may_ask": bool(may_ask),
        "may_answer": bool(policies.can_answer(viewer, broadcast)),
        "refusal": may_ask.refusal,
    }
