"""The statuses of the house, and the one an idea has."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from django.http import Http404
from ninja import Query, Router, Schema
from ninja import Status as Answer
from pydantic import Field

from ideas.actions import set_status
from ideas.house import actions as house
from ideas.models import Status, StatusChange
from ideas.statuses import ensure_statuses
from intranet.api.pages import PageOf, Paging, page_of
from intranet.api.schemas import PersonOut, person_out
from intranet.core.http import SignedIn

from .finding import find_idea

router = Router(tags=["ideas"])
Meaning = Literal["open", "review", "planned", "progress", "delivered", "declined"]
Colour = Literal["", "plain", "caution", "accent", "solid", "danger"]


class StatusOut(Schema):
    id: int
    name: str
    meaning: Meaning
    colour: str = Field(description="The kind of badge it is shown as.")
    position: int
    archived: bool


class IdeaStatusIn(Schema):
    name: str = Field(description="Empty: it is called what it means, in each reader’s language.")
    meaning: Meaning
    colour: Colour = ""


class StatusChangeIn(Schema):
    name: str | None = None
    meaning: Meaning | None = Field(None, description="Only while no idea has it.")
    colour: Colour | None = None


class StatusPlaceIn(Schema):
    up: bool


class ArchiveIn(Schema):
    to: int | None = Field(None, description="The status its ideas get: one that means the same.")


class StatusDecisionIn(Schema):
    status: int
    answer: str | None = Field(None, description="The official answer, Markdown; null leaves what there is.")


class DecisionOut(Schema):
    status: StatusOut
    answer: str
    answered_at: datetime | None


class StatusChangeOut(Schema):
    id: int
    before: StatusOut
    after: StatusOut
    answer: str = Field(description="What was said with it; empty where nothing was.")
    by: PersonOut
    at: datetime


@router.get("/idea-statuses", response=list[StatusOut], summary="The statuses of ideas, in order")
def idea_statuses(request: SignedIn) -> Any:
    ensure_statuses()
    return [_status_out(one) for one in Status.objects.order_by("position", "pk")]


@router.post("/idea-statuses", response={201: StatusOut}, summary="Make a status of ideas")
def make_idea_status(request: SignedIn, new: IdeaStatusIn) -> Any:
    made = house.make_status(by=request.user, name=new.name, meaning=new.meaning, colour=new.colour)
    return Answer(201, _status_out(made))


@router.put("/idea-statuses/{int:status_id}", response=StatusOut, summary="Change a status of ideas")
def change_idea_status(request: SignedIn, status_id: int, new: StatusChangeIn) -> Any:
    found = find_status(status_id)
    return _status_out(house.change_status(found, by=request.user, **new.dict(exclude_unset=True)))


@router.put("/idea-statuses/{int:status_id}/place", response={204: None}, summary="Move a status up or down")
def place_idea_status(request: SignedIn, status_id: int, new: StatusPlaceIn) -> Any:
    house.move_status(find_status(status_id), by=request.user, up=new.up)
    return Answer(204, None)


@router.put("/idea-statuses/{int:status_id}/archived", response={204: None}, summary="Take a status out of use")
def archive_idea_status(request: SignedIn, status_id: int, new: ArchiveIn) -> Any:
    to = find_status(new.to) if new.to is not None else None
    house.archive_status(find_status(status_id), by=request.user, to=to)
    return Answer(204, None)


@router.delete("/idea-statuses/{int:status_id}/archived", response={204: None}, summary="Use a status again")
def use_idea_status(request: SignedIn, status_id: int) -> Any:
    house.use_status_again(find_status(status_id), by=request.user)
    return Answer(204, None)


@router.put("/ideas/{int:idea_id}/status", response=DecisionOut, summary="Say what becomes of an idea, and why")
def decide_about_idea(request: SignedIn, idea_id: int, new: StatusDecisionIn) -> Any:
    idea = set_status(find_idea(request, idea_id), by=request.user, status=find_status(new.status), answer=new.answer)
    return {"status": _status_out(idea.status), "answer": idea.answer, "answered_at": idea.answered_at}


@router.get(
    "/ideas/{int:idea_id}/status-changes", response=PageOf[StatusChangeOut], summary="What was decided about an idea"
)
def idea_status_changes(request: SignedIn, idea_id: int, paging: Query[Paging]) -> dict[str, Any]:
    changes = StatusChange.objects.filter(idea=find_idea(request, idea_id)).select_related("before", "after", "by")
    return page_of(changes, paging, _change_out, by=("-pk",))


def find_status(pk: int) -> Status:
    """They are no secret: whoever reads an idea reads its status."""
    if (found := Status.objects.filter(pk=pk).first()) is None:
        raise Http404
    return found


def _status_out(status: Status) -> dict[str, Any]:
    return {
        "id": status.pk,
        "name": status.label,
        "meaning": status.meaning,
        "colour": status.shown_colour,
        "position": status.position,
        "archived": status.is_archived,
    }


def _change_out(change: StatusChange) -> dict[str, Any]:
    return {
        "id": change.pk,
        "before": _status_out(change.before),
        "after": _status_out(change.after),
        "answer": change.answer,
        "by": person_out(change.by),
        "at": change.at,
    }
