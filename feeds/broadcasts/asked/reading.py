"""The questions about a broadcast, as one reader sees them: those with the most voices first."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from feeds.models import Broadcast, BroadcastQuestion
from intranet.conversation.votes import voted_by
from intranet.realtime.ledger import heads
from intranet.spaces.audiences import Viewer

from . import policies

BY_VOICES = ("-votes_count", "pk")
MOST_ON_PAGE = 10


def questions_about(broadcast: Broadcast, viewer: Viewer) -> QuerySet[BroadcastQuestion]:
    found = BroadcastQuestion.objects.visible_to(viewer).published().filter(root=broadcast.pk)
    return found.with_people().select_related("answered_by")


def since(broadcast: Broadcast) -> int:
    """The number of the last frame about it, read before its questions: what is said meanwhile is heard by that."""
    return heads([broadcast.root_key])[broadcast.root_key]


def shown(questions: list[BroadcastQuestion], broadcast: Broadcast, viewer: Viewer) -> dict[str, Any]:
    """What the list is rendered with: one query for all of one's votes."""
    mine = voted_by(viewer, questions)
    may_ask = policies.can_ask(viewer, broadcast)
    for one in questions:
        one.is_mine = one.pk in mine
        one.may_vote = bool(may_ask) and not one.is_answered and one.author_id != viewer.pk
    return {
        "questions": questions,
        "may_ask": bool(may_ask),
        "may_answer": bool(policies.can_answer(viewer, broadcast)),
        "refusal": may_ask.refusal,
    }
