"""``vote``: one's voice for an entry of a kind that takes votes."""

from __future__ import annotations

from typing import Any

from ninja import Router, Schema

from intranet.content.kinds import real
from intranet.content.models import Entry
from intranet.conversation.votes import take_back_vote, vote_for
from intranet.core.http import SignedIn, get_visible

router = Router(tags=["votes"])


class Votes(Schema):
    votes: int
    mine: bool


@router.put("/entries/{int:entry_id}/vote", response=Votes, summary="Vote for it")
def give_vote(request: SignedIn, entry_id: int) -> dict[str, Any]:
    entry = real(get_visible(Entry, request.user, pk=entry_id))
    vote_for(entry, by=request.user)
    return {"votes": entry.votes_count, "mine": True}


@router.delete("/entries/{int:entry_id}/vote", response=Votes, summary="Take my vote back")
def take_vote_back(request: SignedIn, entry_id: int) -> dict[str, Any]:
    entry = real(get_visible(Entry, request.user, pk=entry_id))
    take_back_vote(entry, by=request.user)
    return {"votes": entry.votes_count, "mine": False}
