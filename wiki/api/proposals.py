"""``proposals``: what readers would have otherwise in a page, and deciding about each piece."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from django.shortcuts import get_object_or_404
from ninja import Query, Router, Schema, Status
from pydantic import Field

from intranet.api.keys import client_id_of
from intranet.api.pages import PageOf, Paging, page_of
from intranet.api.problems import problem
from intranet.api.schemas import PersonOut, Written, absolute, person_out
from intranet.core.decisions import require
from intranet.core.http import SignedIn, get_visible
from intranet.core.throttle import allow, requester
from wiki import actions
from wiki.actions.reviewing import DecidedAlready, HunkConflict
from wiki.models import Hunk, Proposal
from wiki.proposals import policies, reading

from .schemas import find_page

router = Router(tags=["pages"])
AN_HOUR = 40


class ProposalsAsked(Paging):
    show: Literal["open", "closed"] = "open"


class ProposalIn(Schema):
    text: str = Field(description="The whole text of the page, as it should be. Markdown.")
    summary: str = Field("", max_length=2000, description="What is changed, and why.")
    based_on: int | None = Field(None, description="The version it was written over; without it, the published one.")
    client_id: UUID | None = None


class ProposalLine(Schema):
    id: int
    page_id: int
    proposer: PersonOut | None = Field(description="Null for who has no account.")
    proposer_name: str
    summary: str
    outcome: Proposal.Outcome
    proposed_at: datetime | None
    url: str


class ProposalPieceOut(Schema):
    id: int
    before: str
    after: str
    accepted_as: str | None = Field(description="What the reviewer made of it, where that is something else.")
    state: Hunk.State
    reason: str
    decided_by: PersonOut | None
    fit: Literal["", "clean", "there", "conflict"] = Field(
        description="For who decides: whether it still fits into what is being written; `there` says so already."
    )
    there: str = Field(description="At a conflict, what the passage says now.")


class ProposalOut(ProposalLine):
    based_on: int
    pieces: list[ProposalPieceOut] = Field(description="Without those that are between the proposer and who decides.")


class RevisedIn(Schema):
    text: str = Field(description="The whole text of the page, as it should be. Markdown.")
    summary: str | None = Field(None, max_length=2000, description="Without it, as it was.")
    based_on: int | None = Field(None, description="The version it was written over; without it, the published one.")


class DecidedAll(Schema):
    accept: bool
    reason: str = Field("", max_length=500)


class DecidedAllOut(ProposalOut):
    left: int


class OwnAsked(Paging):
    show: Literal["waiting", "own"] = "waiting"


class Decided(Schema):
    accept: bool
    reason: str = Field("", max_length=500)
    text: str | None = Field(None, description="What it shall be, where that is not what was proposed.")
    instead_of: str | None = Field(None, description="At a conflict: the passage as you have seen it.")


@router.get("/pages/{int:page_id}/proposals", response=PageOf[ProposalLine], summary="What is proposed to a page")
def page_proposals(request: SignedIn, page_id: int, asked: Query[ProposalsAsked]) -> dict[str, Any]:
    found = reading.seen_by(request.user).published().filter(of_page=find_page(request, page_id))
    is_open = Proposal.Outcome.OPEN
    wanted = found.filter(outcome=is_open) if asked.show == "open" else found.exclude(outcome=is_open)
    whole = wanted.select_related("author__department", "author__company")
    return page_of(whole, asked, _line, by=("-pk",))


@router.post("/pages/{int:page_id}/proposals", response={201: Written}, summary="Propose a change of a page")
def propose_a_change(request: SignedIn, page_id: int, new: ProposalIn) -> Any:
    page = find_page(request, page_id)
    require(allow(f"propose:{requester(request)}", limit=AN_HOUR, per_seconds=3600))
    made = actions.propose_change(
        page,
        by=request.user,
        text=new.text,
        summary=new.summary,
        based_on=new.based_on,
        client_id=client_id_of(request, new.client_id),
    )
    return Status(201, {"id": made.pk, "url": absolute(made.get_absolute_url())})


@router.get("/proposals/{int:proposal_id}", response=ProposalOut, summary="A proposal, piece by piece")
def one_proposal(request: SignedIn, proposal_id: int) -> dict[str, Any]:
    return _whole(request, proposal_id)


@router.delete("/proposals/{int:proposal_id}", response={204: None}, summary="Withdraw a proposal")
def withdraw_a_proposal(request: SignedIn, proposal_id: int) -> Any:
    actions.withdraw_proposal(_find(request, proposal_id), by=request.user)
    return Status(204, None)


@router.put("/proposals/{int:proposal_id}", response=ProposalOut, summary="Propose something else in its place")
def revise_a_proposal(request: SignedIn, proposal_id: int, new: RevisedIn) -> dict[str, Any]:
    """What has been decided stays decided; what was open is what differs now."""
    actions.revise_proposal(
        _find(request, proposal_id), by=request.user, text=new.text, summary=new.summary, based_on=new.based_on
    )
    return _whole(request, proposal_id)


@router.put("/proposals/{int:proposal_id}/decision", response=DecidedAllOut, summary="Decide about all that is open")
def decide_a_proposal(request: SignedIn, proposal_id: int, decided: DecidedAll) -> dict[str, Any]:
    """Accepting takes in what fits; `left` is how many pieces somebody has to look at, one by one."""
    proposal = _find(request, proposal_id)
    require(policies.can_review(request.user, proposal))
    if decided.accept:
        _taken, left = actions.accept_all(proposal, by=request.user, reason=decided.reason)
    else:
        actions.reject_rest(proposal, by=request.user, reason=decided.reason)
        left = []
    return _whole(request, proposal_id) | {"left": len(left)}


@router.get("/me/proposals", response=PageOf[ProposalLine], summary="Proposals that wait for me, or are mine")
def my_proposals(request: SignedIn, asked: Query[OwnAsked]) -> dict[str, Any]:
    own = reading.seen_by(request.user).filter(author=request.user)
    found = own if asked.show == "own" else reading.waiting_for(request.user)
    return page_of(found.select_related("author__department", "author__company"), asked, _line, by=("-pk",))


@router.put(
    "/proposals/{int:proposal_id}/pieces/{int:piece_id}/decision",
    response=ProposalOut,
    summary="Accept a piece of a proposal, or do not",
)
def decide_a_piece(request: SignedIn, proposal_id: int, piece_id: int, decided: Decided) -> Any:
    """409 where somebody has decided already, and where the passage was changed meanwhile: then with both texts."""
    proposal = _find(request, proposal_id)
    require(policies.can_review(request.user, proposal))
    hunk = get_object_or_404(proposal.hunks.all(), pk=piece_id)
    hunk.proposal = proposal
    try:
        if decided.accept:
            actions.accept_hunk(
                hunk, by=request.user, reason=decided.reason, text=decided.text, instead_of=decided.instead_of
            )
        else:
            actions.reject_hunk(hunk, by=request.user, reason=decided.reason)
    except HunkConflict as conflict:
        return problem(409, " ".join(conflict.messages), current={"there": conflict.there, "proposed": hunk.after})
    except DecidedAlready as late:
        return problem(409, " ".join(late.messages))
    return _whole(request, proposal_id)


def _find(request: SignedIn, pk: int) -> Proposal:
    seen = reading.seen_by(request.user).select_related("of_page__space", "of_page__author", "space", "author")
    return get_visible(seen, request.user, pk=pk)


def _line(proposal: Proposal) -> dict[str, Any]:
    return {
        "id": proposal.pk,
        "page_id": proposal.of_page_id,
        "proposer": None if proposal.is_guests else person_out(proposal.author),
        "proposer_name": proposal.proposer_name,
        "summary": proposal.body,
        "outcome": proposal.outcome,
        "proposed_at": proposal.published_at,
        "url": absolute(proposal.get_absolute_url()),
    }


def _whole(request: SignedIn, pk: int) -> dict[str, Any]:
    proposal = _find(request, pk)
    opened = reading.opened(proposal, request.user)
    pieces = [_piece(shown) for shown in [*opened.earlier, *opened.pieces]]
    return _line(proposal) | {"based_on": proposal.base_number, "pieces": pieces}


def _piece(shown: reading.Shown) -> dict[str, Any]:
    hunk = shown.hunk
    return {
        "id": hunk.pk,
        "before": hunk.before,
        "after": hunk.after,
        "accepted_as": hunk.adjusted,
        "state": hunk.state,
        "reason": hunk.reason,
        "decided_by": person_out(hunk.decided_by) if hunk.decided_by is not None else None,
        "fit": shown.fit,
        "there": shown.there,
    }
