"""Ideas without a name, ideas for the keepers alone, and finding out whose one was."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404
from ninja import Router, Schema, Status
from pydantic import Field

from ideas.models import Board, Idea, Unsealing
from ideas.privacy.actions import ask_to_open, keep_private, open_to_board, suggest_privately
from ideas.sealing import policies, proof, unsealing
from ideas.sealing.actions import edit_sealed, suggest_sealed, withdraw_sealed
from intranet.api.keys import client_id_of
from intranet.api.schemas import PersonOut, absolute, person_out
from intranet.core.decisions import require
from intranet.core.http import SignedIn, get_visible

router = Router(tags=["ideas"])
MOST = 200


class SealingWordsIn(Schema):
    title: str = Field(max_length=200)
    body: str = ""
    category_id: int | None = None
    tags: list[str] = []
    client_id: UUID | None = None


class OwnIdeaOut(Schema):
    id: int
    board_id: int
    title: str
    body: str
    out: bool = Field(description="Whether others read it already.")
    url: str


class ReasonIn(Schema):
    reason: str = Field(max_length=500)


class SealingDecisionIn(Schema):
    grant: bool


class UnsealingOut(Schema):
    id: int
    idea_id: int
    asked_by: PersonOut
    asked_at: datetime
    reason: str
    decided_by: PersonOut | None
    granted: bool


class SealingAnswerIn(Schema):
    open: bool


@router.post("/boards/{int:board_id}/ideas/sealed", response={201: OwnIdeaOut}, summary="Suggest without a name")
def seal_an_idea(request: SignedIn, board_id: int, new: SealingWordsIn) -> Any:
    """It comes out within the hour."""
    board = _board(request, board_id)
    idea = suggest_sealed(board, by=request.user, **_words(request, board, new))
    return Status(201, _own_out(idea))


@router.post("/boards/{int:board_id}/ideas/private", response={201: OwnIdeaOut}, summary="Tell the keepers alone")
def suggest_to_keepers(request: SignedIn, board_id: int, new: SealingWordsIn) -> Any:
    board = _board(request, board_id)
    idea = suggest_privately(board, by=request.user, **_words(request, board, new))
    return Status(201, _own_out(idea))


@router.get("/me/sealed-ideas", response=list[OwnIdeaOut], summary="What I wrote without a name")
def my_sealed_ideas(request: SignedIn) -> list[dict[str, Any]]:
    found = proof.written_by(request.user)
    ideas = Idea.objects.filter(pk__in=found).exclude(state=Idea.State.DELETED).with_place().order_by("-pk")[:MOST]
    return [_own_out(idea) for idea in ideas if policies.can_change_sealed(request.user, idea)]


@router.put("/me/sealed-ideas/{int:idea_id}", response=OwnIdeaOut, summary="Change it")
def change_a_sealed_idea(request: SignedIn, idea_id: int, said: SealingWordsIn) -> dict[str, Any]:
    idea = _own(request, idea_id)
    words = _words(request, idea.board, said)
    words.pop("client_id")
    return _own_out(edit_sealed(idea, by=request.user, **words))


@router.delete("/me/sealed-ideas/{int:idea_id}", response={204: None}, summary="Take it away")
def withdraw_a_sealed_idea(request: SignedIn, idea_id: int) -> Any:
    withdraw_sealed(_own(request, idea_id), by=request.user)
    return Status(204, None)


@router.post("/ideas/{int:idea_id}/unsealings", response={201: UnsealingOut}, summary="Ask who wrote it")
def ask_who_wrote_it(request: SignedIn, idea_id: int, said: ReasonIn) -> Any:
    return Status(201, _out(unsealing.ask_to_unseal(_sealed(request, idea_id), by=request.user, reason=said.reason)))


@router.get("/ideas/{int:idea_id}/unsealings", response=list[UnsealingOut], summary="Who asked who wrote it")
def who_asked(request: SignedIn, idea_id: int) -> list[dict[str, Any]]:
    asked = Unsealing.objects.filter(idea=_sealed(request, idea_id)).select_related("asked_by", "decided_by")
    return [_out(one) for one in asked]


@router.post("/ideas/{int:idea_id}/unsealings/{int:unsealing_id}", response=UnsealingOut, summary="Decide about it")
def decide_about_a_seal(request: SignedIn, idea_id: int, unsealing_id: int, said: SealingDecisionIn) -> dict[str, Any]:
    asked = _asked(request, idea_id, unsealing_id)
    unsealing.decide(asked, by=request.user, grant=said.grant)
    return _out(asked)


@router.post("/ideas/{int:idea_id}/unsealings/{int:unsealing_id}/name", response=PersonOut, summary="Read the name")
def read_the_name(request: SignedIn, idea_id: int, unsealing_id: int) -> Any:
    """Each look is in the audit."""
    person = unsealing.read_name(_asked(request, idea_id, unsealing_id), by=request.user)
    if person is None:
        raise Http404
    return person_out(person)


@router.post("/ideas/{int:idea_id}/opening", response={204: None}, summary="Ask whether all may read it")
def ask_to_open_it(request: SignedIn, idea_id: int) -> Any:
    ask_to_open(get_visible(Idea.objects.with_place(), request.user, pk=idea_id), by=request.user)
    return Status(204, None)


@router.put("/ideas/{int:idea_id}/opening", response={204: None}, summary="Open it to all, or keep it private")
def answer_whether(request: SignedIn, idea_id: int, said: SealingAnswerIn) -> Any:
    idea = get_visible(Idea.objects.with_place(), request.user, pk=idea_id)
    if said.open:
        open_to_board(idea, by=request.user)
    else:
        keep_private(idea, by=request.user)
    return Status(204, None)


def _board(request: SignedIn, board_id: int) -> Board:
    return get_visible(Board.objects.select_related("space"), request.user, pk=board_id)


def _words(request: SignedIn, board: Board, said: SealingWordsIn) -> dict[str, Any]:
    category = None
    if said.category_id is not None:
        category = get_object_or_404(board.categories, pk=said.category_id)
    return {
        "title": said.title,
        "body": said.body,
        "category": category,
        "tags": said.tags,
        "client_id": client_id_of(request, said.client_id),
    }


def _own(request: SignedIn, idea_id: int) -> Idea:
    idea = get_object_or_404(Idea.objects.with_place(), pk=idea_id)
    if not policies.can_change_sealed(request.user, idea):
        raise Http404
    return idea


def _sealed(request: SignedIn, idea_id: int) -> Idea:
    idea = get_visible(Idea.objects.with_place(), request.user, pk=idea_id)
    if policies.seal_of(idea) is None:
        raise Http404
    require(policies.can_ask_to_unseal(request.user, idea))
    return idea


def _asked(request: SignedIn, idea_id: int, unsealing_id: int) -> Unsealing:
    idea = _sealed(request, idea_id)
    return get_object_or_404(Unsealing.objects.select_related("idea", "asked_by"), pk=unsealing_id, idea=idea)


def _own_out(idea: Idea) -> dict[str, Any]:
    return {
        "id": idea.pk,
        "board_id": idea.board_id,
        "title": idea.title,
        "body": idea.body,
        "out": idea.is_published,
        "url": absolute(idea.get_absolute_url()),
    }


def _out(asked: Unsealing) -> dict[str, Any]:
    return {
        "id": asked.pk,
        "idea_id": asked.idea_id,
        "asked_by": person_out(asked.asked_by),
        "asked_at": asked.asked_at,
        "reason": asked.reason,
        "decided_by": person_out(asked.decided_by) if asked.decided_by is not None else None,
        "granted": asked.granted,
    }
