"""Whose voices an idea has, giving one for a company, and what is left of one's own."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from ninja import Router, Schema, Status
from pydantic import Field

from ideas import actions
from ideas.budget import budget_of, voted_live
from ideas.models import Board, Idea
from ideas.tallies import joined, tally_of
from ideas.voices.forms import companies_for
from ideas.voices.naming import CompanyVoice, may_name, voices_of
from intranet.api.schemas import PersonOut, person_out
from intranet.content.models import Entry
from intranet.conversation.models import Vote
from intranet.core.http import SignedIn, get_visible

router = Router(tags=["votes"])


class VoicesTallyOut(Schema):
    staff: int
    customers: int
    companies: int


class CompanyVoiceOut(Schema):
    id: int
    company_id: int
    company: str
    by: PersonOut
    private: bool = Field(description="Named to those alone who face the company.")
    where: str
    source_id: int | None = Field(description="The entry where the company said so, if you may read it.")
    at: datetime


class VoicesOut(Schema):
    tally: VoicesTallyOut
    people: list[PersonOut] = Field(description="Who voted, as far as you may know of them.")
    unnamed: int = Field(description="How many others did.")
    companies: list[CompanyVoiceOut]
    private: int = Field(description="Companies that somebody spoke for and that you are not told.")


class CompanyVoiceIn(Schema):
    source_id: int | None = Field(None, description="The entry where the company said so.")
    where: str = Field("", description="Or words: “call of 3 May”.", max_length=200)
    private: bool = False


class BudgetOut(Schema):
    votes_per_person: int | None
    left: int | None
    ideas: list[int] = Field(description="The live ideas of the board that have your vote.")


@router.get("/ideas/{int:idea_id}/voices", response=VoicesOut, summary="Who wants an idea")
def who_wants_it(request: SignedIn, idea_id: int) -> dict[str, Any]:
    idea = _idea(request, idea_id)
    found = voices_of(idea, request.user)
    return {
        "tally": tally_of(idea)._asdict(),
        "people": [person_out(person) for person in found.people],
        "unnamed": found.unnamed,
        "companies": [_voice_out(voice) for voice in found.companies],
        "private": found.private,
    }


@router.put(
    "/ideas/{int:idea_id}/voices/companies/{int:company_id}",
    response={200: VoicesTallyOut, 201: VoicesTallyOut},
    summary="Vote for a company",
)
def vote_for_a_company(request: SignedIn, idea_id: int, company_id: int, said: CompanyVoiceIn) -> Any:
    idea, company = _idea(request, idea_id), get_object_or_404(companies_for(request.user), pk=company_id)
    source = None
    if said.source_id is not None:
        source = Entry.objects.visible_to(request.user).filter(pk=said.source_id).first()
        if source is None:
            raise ValidationError({"source_id": _("Nothing that you may read stands at this address.")})
    is_new = actions.vote_for_company(
        idea, company, by=request.user, source=source, where=said.where, private=said.private
    )
    return Status(201 if is_new else 200, tally_of(idea)._asdict())


@router.delete(
    "/ideas/{int:idea_id}/voices/companies/{int:company_id}",
    response=VoicesTallyOut,
    summary="Take a company’s vote back",
)
def take_back_a_company(request: SignedIn, idea_id: int, company_id: int) -> dict[str, Any]:
    idea = _idea(request, idea_id)
    votes = Vote.objects.filter(entry__in=joined([idea.pk])[idea.pk], on_behalf_of=company_id)
    vote = get_object_or_404(votes.select_related("source", "on_behalf_of")[:1])
    if not may_name(request.user, vote) or vote.on_behalf_of is None:
        raise Http404
    actions.take_back_company_vote(idea, vote.on_behalf_of, by=request.user)
    return tally_of(idea)._asdict()


@router.get("/boards/{int:board_id}/votes/mine", response=BudgetOut, summary="What is left of my votes on a board")
def my_votes(request: SignedIn, board_id: int) -> dict[str, Any]:
    board = get_visible(Board, request.user, pk=board_id)
    budget = budget_of(request.user, board)
    own = voted_live(request.user).visible_to(request.user).filter(board=board)
    return {
        "votes_per_person": board.votes_per_person,
        "left": budget.left if budget is not None else None,
        "ideas": list(own.order_by("-pk").values_list("pk", flat=True)[:200]),
    }


def _idea(request: SignedIn, idea_id: int) -> Idea:
    return get_visible(Idea.objects.with_place(), request.user, pk=idea_id)


def _voice_out(voice: CompanyVoice) -> dict[str, Any]:
    company = voice.company
    assert company is not None
    return {
        "id": voice.vote.pk,
        "company_id": company.pk,
        "company": company.name,
        "by": person_out(voice.by),
        "private": voice.is_private,
        "where": voice.where,
        "source_id": voice.source.pk if voice.source is not None else None,
        "at": voice.vote.created_at,
    }
