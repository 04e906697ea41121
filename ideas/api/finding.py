"""The one that an address of the API names, as far as whoever asks may read it."""

from __future__ import annotations

from ideas.models import Idea
from intranet.core.http import SignedIn, get_visible


def find_idea(request: SignedIn, idea_id: int) -> Idea:
    return get_visible(Idea.objects.with_place(), request.user, pk=idea_id)
