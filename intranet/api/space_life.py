"""How a space fills, greets and ends: rules, checklists, requests to join, many people at once, pilots."""

from __future__ import annotations

import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from ninja import Query, Router, Schema, Status
from pydantic import Field

from intranet.accounts.models import Department
from intranet.core.decisions import require
from intranet.core.http import SignedIn, get_visible
from intranet.spaces import actions, bulk, policies
from intranet.spaces.actions.rules import Filling, draft_rule, preview
from intranet.spaces.actions.starting import Step
from intranet.spaces.members import open_requests
from intranet.spaces.models import ChecklistItem, JoinRequest, MembershipRule, Pilot, Space
from intranet.spaces.starting import steps_for

from .pages import PageOf, Paging, page_of
from .schemas import PersonOut, person_out

router = Router(tags=["spaces"])


class SpaceRuleIn(Schema):
    department_id: int | None = None
    with_subdepartments: bool = True
    attribute: str = Field("", description="`location`, `job_title`, or `field_N` for a field that admins manage.")
    value: str = Field("", max_length=80)
    matching: MembershipRule.Matching = MembershipRule.Matching.ALL


class SpaceRuleOut(SpaceRuleIn):
    inside: int = Field(description="How many people the rule takes in now.")


class FillingOut(Schema):
    """Who would be in: how many, and the ids of who would come and go."""

    inside: int
    entering: list[int]
    leaving: list[int]


class SpaceStepIn(Schema):
    id: int = Field(0, description="Of the step it replaces; 0 for a new one.")
    label: str = Field(max_length=160)
    link: str = Field("", max_length=500)


class SpaceStepOut(Schema):
    id: int
    label: str
    link: str
    done: bool = Field(description="By me.")


class StartOut(Schema):
    welcome: str = Field(description="Markdown.")
    steps: list[SpaceStepOut]


class SpaceStartIn(Schema):
    welcome: str = Field("", max_length=5000)
    steps: list[SpaceStepIn] = []


class Done(Schema):
    done: bool = True


class SpaceAskIn(Schema):
    message: str = Field("", max_length=500)


class RequestOut(Schema):
    id: int
    person: PersonOut
    sort: str
    message: str
    state: str
    answer: str
    created_at: datetime.datetime


class SpaceDecisionIn(Schema):
    accept: bool
    answer: str = Field("", max_length=500)


class SpacePeopleIn(Schema):
    people: list[str] = Field(max_length=2000, description="E-mail addresses or handles.")
    dry_run: bool = Field(False, description="Say what would become of each, and change nothing.")


class RefusedOut(Schema):
    handle: str
    reason: str


class SpacePeopleOut(Schema):
    added: list[str] = Field(description="Handles; with `dry_run`, of those who would be.")
    present: list[str]
    refused: list[RefusedOut]
    unknown: list[str]


class PilotIn(Schema):
    goal: str = Field(max_length=300)
    ends_on: datetime.date


class PilotAnswerIn(Schema):
    reached: str = Field(max_length=6, description="`yes`, `partly` or `no`: whether it reached its goal.")
    why: str
    next_step: str = Field(max_length=6, description="`keep`, `change` or `end`.")


class PilotAnswerOut(PilotAnswerIn):
    answered_by: PersonOut | None
    answered_at: datetime.datetime


class PilotOut(PilotIn):
    begins_on: datetime.date
    outcome: str = Field(description="Empty while it runs; `ended`, `kept` or `archived`.")
    report: dict[str, Any] | None = Field(description="Figures, for those who keep the space, once it has ended.")
    answer: PilotAnswerOut | None = Field(description="What it came to, for those who keep the space.")


class OutcomeIn(Schema):
    keep: bool = Field(description="As a space like any other; otherwise it stays archived.")


# --- The rule --------------------------------------------------------------------------------------------------------


@router.get("/spaces/{int:space_id}/rule", response=SpaceRuleOut, summary="How the space fills itself")
def space_rule(request: SignedIn, space_id: int) -> dict[str, Any]:
    space = _managed(request, space_id)
    found = get_object_or_404(MembershipRule.objects.filter(space=space))
    return _rule_out(found)


@router.put("/spaces/{int:space_id}/rule", response=FillingOut, summary="Have the space fill itself")
def set_rule(request: SignedIn, space_id: int, new: SpaceRuleIn) -> dict[str, Any]:
    space = get_visible(Space, request.user, pk=space_id)
    return _filling_out(actions.set_rule(space, by=request.user, **_asked(new)))


@router.delete("/spaces/{int:space_id}/rule", response={204: None}, summary="Stop it; everybody in it stays")
def clear_rule(request: SignedIn, space_id: int) -> Any:
    actions.clear_rule(get_visible(Space, request.user, pk=space_id), by=request.user)
    return Status(204, None)


@router.post("/spaces/{int:space_id}/rule/preview", response=FillingOut, summary="Who would be in by a rule")
def preview_rule(request: SignedIn, space_id: int, new: SpaceRuleIn) -> dict[str, Any]:
    space = get_visible(Space, request.user, pk=space_id)
    require(policies.can_add_people(request.user, space))
    return _filling_out(preview(draft_rule(space, **_asked(new))))


# --- Many people ------------------------------------------------------------------------------------------------------


@router.post("/spaces/{int:space_id}/people", response=SpacePeopleOut, summary="Add many people, or see who would be")
def add_people(request: SignedIn, space_id: int, new: SpacePeopleIn) -> dict[str, Any]:
    space = get_visible(Space, request.user, pk=space_id)
    require(policies.can_add_people(request.user, space))
    found = bulk.sort_out(space, bulk.words_in(" ".join(new.people)), by=request.user)
    if not new.dry_run:
        actions.add_people(space, by=request.user, people=found.adding)
    return {
        "added": [person.handle for person in found.adding],
        "present": [person.handle for person in found.present],
        "refused": [{"handle": person.handle, "reason": why} for person, why in found.refused],
        "unknown": found.unknown,
    }


# --- Newcomers --------------------------------------------------------------------------------------------------------


@router.get("/spaces/{int:space_id}/start", response=StartOut, summary="What newcomers read and do first")
def space_start(request: SignedIn, space_id: int) -> dict[str, Any]:
    space = get_visible(Space, request.user, pk=space_id)
    require(policies.can_read_inside(request.user, space))
    return _start_out(space, request)


@router.put("/spaces/{int:space_id}/start", response=StartOut, summary="Change what newcomers read and do first")
def set_start(request: SignedIn, space_id: int, new: SpaceStartIn) -> dict[str, Any]:
    space = get_visible(Space, request.user, pk=space_id)
    actions.set_welcome(space, by=request.user, text=new.welcome)
    steps = [Step(step.label, step.link, step.id) for step in new.steps]
    actions.set_checklist(space, by=request.user, steps=steps)
    return _start_out(space, request)


@router.put("/spaces/{int:space_id}/start/{int:item_id}", response=StartOut, summary="Tick a step, or untick it")
def tick_step(request: SignedIn, space_id: int, item_id: int, new: Done) -> dict[str, Any]:
    space = get_visible(Space, request.user, pk=space_id)
    item = get_object_or_404(ChecklistItem.objects.select_related("space"), space=space, pk=item_id)
    actions.tick_item(item, by=request.user, done=new.done)
    return _start_out(space, request)


# --- Asking to join ---------------------------------------------------------------------------------------------------


@router.get("/spaces/{int:space_id}/requests", response=PageOf[RequestOut], summary="Requests that wait, for keepers")
def join_requests(request: SignedIn, space_id: int, paging: Query[Paging]) -> dict[str, Any]:
    space = get_visible(Space, request.user, pk=space_id)
    require(policies.can_keep_order(request.user, space))
    return page_of(open_requests(space), paging, _request_out, by=("-created_at", "-pk"))


@router.post("/spaces/{int:space_id}/requests", response={201: RequestOut}, summary="Ask to join")
def ask(request: SignedIn, space_id: int, new: SpaceAskIn) -> Any:
    space = get_visible(Space, request.user, pk=space_id)
    return Status(201, _request_out(actions.ask_to_join(space, by=request.user, message=new.message)))


@router.delete("/spaces/{int:space_id}/requests", response={204: None}, summary="Withdraw my request")
def withdraw(request: SignedIn, space_id: int) -> Any:
    space = get_visible(Space, request.user, pk=space_id)
    mine = JoinRequest.objects.filter(space=space, person=request.user, sort="request", state="open").first()
    if mine is not None:
        actions.withdraw_request(mine, by=request.user)
    return Status(204, None)


@router.put("/spaces/{int:space_id}/requests/{int:request_id}", response=RequestOut, summary="Let in, or not")
def decide_request(request: SignedIn, space_id: int, request_id: int, new: SpaceDecisionIn) -> dict[str, Any]:
    space = get_visible(Space, request.user, pk=space_id)
    require(policies.can_keep_order(request.user, space))
    asked = get_object_or_404(JoinRequest.objects.select_related("person", "space"), space=space, pk=request_id)
    actions.decide_request(asked, by=request.user, accept=new.accept, answer=new.answer)
    return _request_out(asked)


# --- Pilots -----------------------------------------------------------------------------------------------------------


@router.get("/spaces/{int:space_id}/pilot", response=PilotOut, summary="The pilot of a space, and its report")
def space_pilot(request: SignedIn, space_id: int) -> dict[str, Any]:
    space = get_visible(Space, request.user, pk=space_id)
    return _pilot_out(space, request)


@router.put("/spaces/{int:space_id}/pilot", response=PilotOut, summary="Start a pilot, change or prolong it")
def start_pilot(request: SignedIn, space_id: int, new: PilotIn) -> dict[str, Any]:
    space = get_visible(Space, request.user, pk=space_id)
    if Pilot.objects.filter(space=space, outcome=Pilot.Outcome.ENDED).exists():
        actions.prolong_pilot(space, by=request.user, ends_on=new.ends_on)
    else:
        actions.start_pilot(space, by=request.user, goal=new.goal, ends_on=new.ends_on)
    return _pilot_out(space, request)


@router.delete("/spaces/{int:space_id}/pilot", response=PilotOut, summary="End the pilot today")
def end_pilot(request: SignedIn, space_id: int) -> dict[str, Any]:
    space = get_visible(Space, request.user, pk=space_id)
    actions.end_pilot(space, by=request.user, today=localdate())
    return _pilot_out(space, request)


@router.put("/spaces/{int:space_id}/pilot/outcome", response=PilotOut, summary="Say what becomes of an ended pilot")
def decide_pilot(request: SignedIn, space_id: int, new: OutcomeIn) -> dict[str, Any]:
    space = get_visible(Space, request.user, pk=space_id)
    actions.decide_pilot(space, by=request.user, keep=new.keep)
    return _pilot_out(space, request)


@router.put("/spaces/{int:space_id}/pilot/answer", response=PilotOut, summary="Say whether it reached its goal")
def answer_pilot(request: SignedIn, space_id: int, new: PilotAnswerIn) -> dict[str, Any]:
    space = get_visible(Space, request.user, pk=space_id)
    actions.answer_pilot(space, by=request.user, **new.dict())
    return _pilot_out(space, request)


# --- As JSON ----------------------------------------------------------------------------------------------------------


def _managed(request: SignedIn, space_id: int) -> Space:
    space = get_visible(Space, request.user, pk=space_id)
    require(policies.can_manage(request.user, space))
    return space


def _asked(new: SpaceRuleIn) -> dict[str, Any]:
    asked = new.dict()
    pk = asked.pop("department_id")
    asked["department"] = Department.objects.filter(pk=pk).first() if pk is not None else None
    if pk is not None and asked["department"] is None:
        raise ValidationError({"department": _("There is no such department.")})
    return asked


def _rule_out(rule: MembershipRule) -> dict[str, Any]:
    return {
        "department_id": rule.department_id,
        "with_subdepartments": rule.with_subdepartments,
        "attribute": rule.attribute,
        "value": rule.value,
        "matching": rule.matching,
        "inside": len(preview(rule).inside),
    }


def _filling_out(found: Filling) -> dict[str, Any]:
    return {"inside": len(found.inside), "entering": sorted(found.entering), "leaving": sorted(found.leaving)}


def _start_out(space: Space, request: SignedIn) -> dict[str, Any]:
    steps = [
        {"id": step.pk, "label": step.label, "link": step.link, "done": bool(getattr(step, "is_done", False))}
        for step in steps_for(space, request.user.pk)
    ]
    return {"welcome": space.welcome, "steps": steps}


def _request_out(asked: JoinRequest) -> dict[str, Any]:
    return {
        "id": asked.pk,
        "person": person_out(asked.person),
        "sort": asked.sort,
        "message": asked.message,
        "state": asked.state,
        "answer": asked.answer,
        "created_at": asked.created_at,
    }


def _pilot_out(space: Space, request: SignedIn) -> dict[str, Any]:
    people = ("answered_by__department", "answered_by__company")
    found = get_object_or_404(Pilot.objects.filter(space=space).select_related(*people))
    keeps = policies.can_manage(request.user, space)
    return {
        "goal": found.goal,
        "begins_on": found.begins_on,
        "ends_on": found.ends_on,
        "outcome": found.outcome,
        "report": found.report if keeps and found.reported_at else None,
        "answer": {
            "reached": found.reached,
            "why": found.why,
            "next_step": found.next_step,
            "answered_by": person_out(found.answered_by) if found.answered_by is not None else None,
            "answered_at": found.answered_at,
        }
        if keeps and found.is_answered
        else None,
    }
