"""``campaigns``: questions with a deadline, their ideas, their jury and their result."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from ninja import Query, Router, Schema, Status
from pydantic import Field

from ideas.campaigns import actions, policies
from ideas.campaigns.reading import contributions_of, jury_of, with_counts
from ideas.models import Board, Campaign, Contribution, Idea
from intranet.accounts.models import User
from intranet.api.keys import client_id_of
from intranet.api.pages import PageOf, Paging, page_of
from intranet.api.schemas import PersonOut, absolute, person_out
from intranet.core.decisions import require
from intranet.core.http import SignedIn, get_visible

router = Router(tags=["ideas"])


class CampaignChange(Schema):
    question: str = Field(max_length=200)
    text: str = ""
    opens_at: datetime | None = None
    closes_at: datetime
    criteria: list[str] = []
    jury: list[str] = Field([], description="Handles.")


class CampaignIn(CampaignChange):
    way: Literal["vote", "jury"] = "vote"
    attachment_ids: list[UUID] = []
    client_id: UUID | None = None


class ContributionOut(Schema):
    id: int
    idea_id: int
    title: str
    author: PersonOut
    place: int | None
    votes: int | None = Field(description="Counted at the deadline.")
    points: float | None = Field(description="The mean of the jury; nothing before the deadline.")
    winner: bool


class CampaignOut(Schema):
    id: int
    board_id: int
    question: str
    text: str
    opens_at: datetime
    closes_at: datetime
    way: str
    ideas_count: int
    counted: bool
    announced_at: datetime | None
    words: str
    criteria: list[dict[str, Any]]
    jury: list[PersonOut]
    url: str


class CampaignWhole(CampaignOut):
    ideas: list[ContributionOut]


class TakingPartIn(Schema):
    idea_id: int | None = Field(None, description="One that stands on the board; or a new one by title and body.")
    title: str = Field("", max_length=200)
    body: str = ""
    sealed: bool = False
    client_id: UUID | None = None


class ScoresIn(Schema):
    points: list[int] = Field(description="1 to 5 for each criterion, in their order.")


class ResultIn(Schema):
    winners: list[int] = Field(description="Numbers of contributions.")
    words: str = Field("", max_length=4000)


@router.get("/campaigns", response=PageOf[CampaignOut], summary="Campaigns, those that end last first")
def campaigns(request: SignedIn, paging: Query[Paging]) -> dict[str, Any]:
    return page_of(_readable(request).published(), paging, campaign_out, by=("-closes_at", "-pk"))


@router.get("/campaigns/{int:campaign_id}", response=CampaignWhole, summary="A campaign and its ideas")
def campaign(request: SignedIn, campaign_id: int) -> dict[str, Any]:
    found = _find(request, campaign_id)
    return campaign_out(found) | {"ideas": [_contribution_out(one) for one in contributions_of(found, request.user)]}


@router.post("/boards/{int:board_id}/campaigns", response={201: CampaignOut}, summary="Begin a campaign")
def begin_a_campaign(request: SignedIn, board_id: int, new: CampaignIn) -> Any:
    board = get_visible(Board.objects.select_related("space"), request.user, pk=board_id)
    require(policies.can_start(request.user, board))
    made = actions.begin_campaign(
        board,
        by=request.user,
        way=new.way,
        attachment_ids=new.attachment_ids,
        client_id=client_id_of(request, new.client_id),
        opens_at=new.opens_at,
        **_said(request, new),
    )
    return Status(201, campaign_out(made))


@router.put("/campaigns/{int:campaign_id}", response=CampaignOut, summary="Change a campaign")
def change_a_campaign(request: SignedIn, campaign_id: int, said: CampaignChange) -> dict[str, Any]:
    found = _find(request, campaign_id)
    require(policies.can_change(request.user, found))
    opens_at = said.opens_at or found.opens_at
    return campaign_out(actions.change_campaign(found, by=request.user, opens_at=opens_at, **_said(request, said)))


@router.post("/campaigns/{int:campaign_id}/ideas", response={201: CampaignOut}, summary="Take part")
def take_part_in_a_campaign(request: SignedIn, campaign_id: int, said: TakingPartIn) -> Any:
    found = _find(request, campaign_id)
    if said.idea_id is not None:
        idea = get_visible(Idea.objects.with_place(), request.user, pk=said.idea_id)
        actions.enter(idea, found, by=request.user)
    else:
        key = client_id_of(request, said.client_id)
        words = {"title": said.title, "body": said.body, "client_id": key}
        actions.answer_campaign(found, by=request.user, sealed=said.sealed, **words)
    return Status(201, campaign_out(found))


@router.delete(
    "/campaigns/{int:campaign_id}/ideas/{int:contribution_id}", response={204: None}, summary="Take an idea out of it"
)
def take_out_of_a_campaign(request: SignedIn, campaign_id: int, contribution_id: int) -> Any:
    actions.take_out(_contribution(request, campaign_id, contribution_id), by=request.user)
    return Status(204, None)


@router.put(
    "/campaigns/{int:campaign_id}/ideas/{int:contribution_id}/scores", response={204: None}, summary="Score as its jury"
)
def score_in_a_campaign(request: SignedIn, campaign_id: int, contribution_id: int, said: ScoresIn) -> Any:
    one = _contribution(request, campaign_id, contribution_id)
    criteria = [criterion.pk for criterion in one.campaign.criteria.all()]
    points = dict(zip(criteria, said.points, strict=False)) if len(criteria) == len(said.points) else {}
    actions.score(one, by=request.user, points=points)
    return Status(204, None)


@router.post("/campaigns/{int:campaign_id}/result", response=CampaignOut, summary="Say who won")
def say_who_won(request: SignedIn, campaign_id: int, said: ResultIn) -> dict[str, Any]:
    found = _find(request, campaign_id)
    winners = list(found.contributions.filter(pk__in=said.winners))
    if len(winners) != len(set(said.winners)):
        raise ValidationError({"winners": _("Choose among the ideas of this campaign.")})
    actions.announce(found, by=request.user, winners=winners, words=said.words)
    return campaign_out(found)


def campaign_out(found: Campaign) -> dict[str, Any]:
    with_counts([found])
    return {
        "id": found.pk,
        "board_id": found.board_id,
        "question": found.title,
        "text": found.body,
        "opens_at": found.opens_at,
        "closes_at": found.closes_at,
        "way": found.way,
        "ideas_count": found.ideas_count,  # type: ignore[attr-defined]
        "counted": found.closed_at is not None,
        "announced_at": found.announced_at,
        "words": found.words,
        "criteria": [{"id": one.pk, "name": one.name} for one in found.criteria.all()],
        "jury": [person_out(one.person) for one in jury_of(found)],
        "url": absolute(found.get_absolute_url()),
    }


def _contribution_out(one: Contribution) -> dict[str, Any]:
    return {
        "id": one.pk,
        "idea_id": one.idea_id,
        "title": one.idea.title,
        "author": person_out(one.idea.author),
        "place": one.place,
        "votes": one.votes,
        "points": float(one.points) if one.points is not None else None,
        "winner": one.is_winner,
    }


def _said(request: SignedIn, said: CampaignChange) -> dict[str, Any]:
    jury = list(User.objects.visible_to(request.user).filter(handle__in=said.jury))
    if len(jury) != len(set(said.jury)):
        raise ValidationError({"jury": _("Somebody of the jury is not known to you.")})
    return {
        "question": said.question,
        "text": said.text,
        "closes_at": said.closes_at,
        "criteria": said.criteria,
        "jury": jury,
    }


def _readable(request: SignedIn) -> Any:
    return Campaign.objects.visible_to(request.user).with_board()


def _find(request: SignedIn, campaign_id: int) -> Campaign:
    return get_visible(Campaign.objects.published().with_board(), request.user, pk=campaign_id)


def _contribution(request: SignedIn, campaign_id: int, contribution_id: int) -> Contribution:
    found = _find(request, campaign_id)
    one = get_object_or_404(found.contributions.select_related("idea__board__space"), pk=contribution_id)
    one.campaign = found
    return one
