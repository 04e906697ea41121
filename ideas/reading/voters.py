"""Who voted for an idea: the names that a reader may know, and how many others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from ideas.models import Idea
from ideas.tallies import joined
from intranet.accounts.models import User
from intranet.conversation.models import Vote
from intranet.spaces.audiences import Viewer

# Of those whose names one may know, how many stand beside an idea.
FACES = 5


@dataclass(frozen=True)
class Voters:
    people: list[User]
    others: int


def voters_of(idea: Idea, viewer: Viewer) -> QuerySet[User]:
    """Of the people who voted for it, or for what was joined into it, those this viewer may know of."""
    votes = Vote.objects.filter(entry__in=joined([idea.pk])[idea.pk], on_behalf_of=None)
    people: Any = User.objects.visible_to(viewer)
    return people.filter(pk__in=votes.values("person"))


def faces_of(idea: Idea, viewer: Viewer) -> Voters:
    """The first of them by name."""
    if not viewer.is_authenticated or not idea.votes_count:
        return Voters([], 0)
    people = list(voters_of(idea, viewer).order_by("name", "pk")[:FACES])
    return Voters(people, max(idea.votes_count - len(people), 0) if people else 0)
