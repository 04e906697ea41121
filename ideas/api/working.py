"""Seeing ideas through: whose they are, by when, their steps, what they are worth; what the staff note beside them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Literal

from django.shortcuts import get_object_or_404
from ninja import Query, Router, Schema, Status
from pydantic import Field

from ideas.cooling.actions import revive
from ideas.doing import actions, policies
from ideas.doing.lists import owned_by
from ideas.models import Idea, Note, Step
from intranet.accounts.models import User
from intranet.api.keys import client_id_of
from intranet.api.notes import StaffNoteIn
from intranet.api.pages import PageOf, Paging, page_of
from intranet.api.schemas import EntryOut, PersonOut, Written, absolute, entry_out, person_out, whole
from intranet.conversation.notes.actions import add_note
from intranet.conversation.notes.policies import can_read_notes_about
from intranet.core.decisions import require
from intranet.core.http import SignedIn, get_visible

from .finding import find_idea

router = Router(tags=["ideas"])


class IdeaStepOut(Schema):
    id: int
    text: str
    done_at: datetime | None


class WorkOut(Schema):
    id: int
    title: str
    owner: PersonOut | None
    due_on: date | None
    impact: int | None
    effort: int | None
    steps: list[IdeaStepOut]
    url: str


class IdeaOwnerIn(Schema):
    person: str | None = Field(description="A handle; null: nobody in particular.")


class DueIn(Schema):
    on: date | None


class ScoreIn(Schema):
    impact: int | None = Field(description="From 1 to 5.")
    effort: int | None = Field(description="From 1 to 5.")


class NewStep(Schema):
    text: str


class StepChange(Schema):
    text: str | None = None
    done: bool | None = None


class IdeaPlaceIn(Schema):
    up: bool


class MineIn(Paging):
    show: Literal["open", "overdue", "done"] = "open"


@router.get("/ideas/mine", response=PageOf[WorkOut], summary="The ideas I see through")
def my_ideas(request: SignedIn, wanted: Query[MineIn]) -> dict[str, Any]:
    mine = owned_by(request.user, wanted.show).order_by().prefetch_related("steps")
    return page_of(mine, wanted, _work_out, by=("-pk",))


@router.get("/ideas/{int:idea_id}/work", response=WorkOut, summary="What the staff do for an idea")
def work_on_idea(request: SignedIn, idea_id: int) -> dict[str, Any]:
    return _work_out(_worked_on(request, idea_id))


@router.put("/ideas/{int:idea_id}/owner", response=WorkOut, summary="Say who sees an idea through")
def own_idea(request: SignedIn, idea_id: int, new: IdeaOwnerIn) -> dict[str, Any]:
    idea = _worked_on(request, idea_id)
    handle = new.person.lstrip("@") if new.person else None
    to = get_visible(User.objects.active(), request.user, handle=handle) if handle else None
    actions.set_owner(idea, by=request.user, to=to)
    return _work_out(idea)


@router.put("/ideas/{int:idea_id}/due", response=WorkOut, summary="Say by when an idea is due")
def set_idea_due(request: SignedIn, idea_id: int, new: DueIn) -> dict[str, Any]:
    idea = _worked_on(request, idea_id)
    actions.set_due(idea, by=request.user, on=new.on)
    return _work_out(idea)


@router.put("/ideas/{int:idea_id}/score", response=WorkOut, summary="Weigh an idea")
def score_idea(request: SignedIn, idea_id: int, new: ScoreIn) -> dict[str, Any]:
    idea = _worked_on(request, idea_id)
    actions.score(idea, by=request.user, impact=new.impact, effort=new.effort)
    return _work_out(idea)


@router.post("/ideas/{int:idea_id}/steps", response={201: IdeaStepOut}, summary="Add a step to an idea")
def add_idea_step(request: SignedIn, idea_id: int, new: NewStep) -> Any:
    return Status(201, _step_out(actions.add_step(_worked_on(request, idea_id), by=request.user, text=new.text)))


@router.put("/idea-steps/{int:step_id}", response=IdeaStepOut, summary="Tick a step, or put it differently")
def change_idea_step(request: SignedIn, step_id: int, new: StepChange) -> dict[str, Any]:
    step = _step(request, step_id)
    if new.text is not None:
        actions.change_step(step, by=request.user, text=new.text)
    if new.done is not None:
        actions.tick_step(step, by=request.user, done=new.done)
    return _step_out(step)


@router.put("/idea-steps/{int:step_id}/place", response={204: None}, summary="Move a step up or down")
def place_idea_step(request: SignedIn, step_id: int, new: IdeaPlaceIn) -> Any:
    actions.move_step(_step(request, step_id), by=request.user, up=new.up)
    return Status(204, None)


@router.delete("/idea-steps/{int:step_id}", response={204: None}, summary="Delete a step")
def delete_idea_step(request: SignedIn, step_id: int) -> Any:
    actions.delete_step(_step(request, step_id), by=request.user)
    return Status(204, None)


@router.put("/ideas/{int:idea_id}/awake", response={204: None}, summary="Say that an idea still matters")
def revive_idea(request: SignedIn, idea_id: int) -> Any:
    revive(find_idea(request, idea_id), by=request.user)
    return Status(204, None)


@router.get("/ideas/{int:idea_id}/notes", response=PageOf[EntryOut], summary="Notes of the staff about an idea")
def idea_notes(request: SignedIn, idea_id: int, paging: Query[Paging]) -> dict[str, Any]:
    idea = find_idea(request, idea_id)
    require(can_read_notes_about(request.user, idea))
    found = Note.objects.visible_to(request.user).published().filter(root=idea.pk)
    return page_of(found, paging, entry_out, by=("pk",), complete=lambda notes: whole(notes, request.user))


@router.post("/ideas/{int:idea_id}/notes", response={201: Written}, summary="Note something about an idea")
def note_on_idea(request: SignedIn, idea_id: int, new: StaffNoteIn) -> Any:
    made = add_note(
        find_idea(request, idea_id),
        by=request.user,
        body=new.body,
        client_id=client_id_of(request, new.client_id),
        attachment_ids=new.attachments,
    )
    return Status(201, {"id": made.pk, "url": absolute(made.get_absolute_url())})


def _worked_on(request: SignedIn, idea_id: int) -> Idea:
    idea = find_idea(request, idea_id)
    require(policies.can_see_work(request.user, idea))
    return idea


def _step(request: SignedIn, step_id: int) -> Step:
    step = get_object_or_404(Step.objects.select_related("idea"), pk=step_id)
    step.idea = _worked_on(request, step.idea_id)
    return step


def _step_out(step: Step) -> dict[str, Any]:
    return {"id": step.pk, "text": step.text, "done_at": step.done_at}


def _work_out(idea: Idea) -> dict[str, Any]:
    return {
        "id": idea.pk,
        "title": idea.title,
        "owner": person_out(idea.owner) if idea.owner is not None else None,
        "due_on": idea.due_on,
        "impact": idea.impact,
        "effort": idea.effort,
        "steps": [_step_out(step) for step in idea.steps.all()],
        "url": absolute(idea.get_absolute_url()),
    }
