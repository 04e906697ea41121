"""Working through the moderators' queue; and one's own side of it: what was decided about oneself, and the appeal."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from ninja import Router, Schema, Status
from pydantic import Field

from intranet.accounts.models import User
from intranet.core.decisions import require
from intranet.core.http import SignedIn, get_visible
from intranet.core.throttle import allow, requester
from intranet.moderation import appeals, deciding, policies, queue
from intranet.moderation.models import Case, CaseNote, HouseRule
from intranet.moderation.sorts import Words

from .moderating import CaseOut, case_out
from .pages import PageOf, Paging, PagingQuery, page_of
from .problems import problem

router = Router(tags=["moderation"])


class CaseDecisionIn(Schema):
    decision: str = Field(max_length=40, description="One of the `decisions` of the case.")
    reason: str = Field("", max_length=500, description="Whom it is about reads this.")
    rule: int | None = Field(None, description="The number of the house rule it cites.")
    title: str | None = Field(None, max_length=200, description="For `edit`: the words that come out instead.")
    body: str | None = None


class DecisionsIn(Schema):
    cases: list[int] = Field(max_length=deciding.MOST_AT_ONCE)
    decision: str = Field(max_length=40)
    reason: str = Field("", max_length=500)
    rule: int | None = None


class PassedOut(Schema):
    case: int
    why: str


class DecidedOut(Schema):
    decided: list[int]
    left: list[PassedOut]


class ClaimIn(Schema):
    take_over: bool = False


class CaseAssigneeIn(Schema):
    handle: str | None = Field(description="Null gives it to nobody.")


class CaseNoteIn(Schema):
    body: str = Field(max_length=2000)


class CaseNoteOut(Schema):
    id: int
    author: str = Field(description="A handle.")
    body: str
    created_at: datetime


class OwnDecisionOut(Schema):
    id: int
    outcome: str
    reason: str
    rule: str | None
    entry: int | None
    decided_at: datetime
    may_appeal: bool


class AppealIn(Schema):
    words: str = Field(max_length=2000)


@router.get("/moderation/cases/{int:case_id}", response=CaseOut, summary="One case")
def moderation_case(request: SignedIn, case_id: int) -> dict[str, Any]:
    return case_out(_shown(request, case_id), request.user)


@router.post("/moderation/cases/{int:case_id}/decision", response={204: None}, summary="Decide a case")
def decide_case(request: SignedIn, case_id: int, said: CaseDecisionIn) -> Any:
    """409 where somebody has decided it already, or is looking at it now: `detail` says who."""
    words = Words(said.reason, _rule(request, said.rule), said.title, said.body)
    try:
        deciding.decide(_shown(request, case_id).case, said.decision, by=request.user, words=words)
    except deciding.Taken as taken:
        return problem(409, taken.sentence)
    return Status(204, None)


@router.post("/moderation/decisions", response=DecidedOut, summary="Decide several cases alike")
def decide_cases(request: SignedIn, said: DecisionsIn) -> dict[str, Any]:
    require(policies.can_open_queue(request.user))
    found = queue.cases_for(request.user).filter(pk__in=said.cases).order_by("pk")
    words = Words(said.reason, _rule(request, said.rule))
    done, passed = deciding.decide_many(found, said.decision, by=request.user, words=words)
    return {
        "decided": [case.pk for case in done],
        "left": [{"case": one.case.pk, "why": one.why} for one in passed],
    }


@router.put("/moderation/cases/{int:case_id}/claim", response={204: None}, summary="Say that I am looking at it")
def claim_case(request: SignedIn, case_id: int, said: ClaimIn) -> Any:
    shown = _shown(request, case_id)
    if deciding.claim(shown.case, by=request.user, take_over=said.take_over):
        return Status(204, None)
    return problem(409, deciding.Taken(_shown(request, case_id).case).sentence)


@router.delete("/moderation/cases/{int:case_id}/claim", response={204: None}, summary="Let it go again")
def release_case(request: SignedIn, case_id: int) -> Any:
    deciding.release(_shown(request, case_id).case, by=request.user)
    return Status(204, None)


@router.put("/moderation/cases/{int:case_id}/assignee", response={204: None}, summary="Give it to somebody")
def assign_case(request: SignedIn, case_id: int, said: CaseAssigneeIn) -> Any:
    shown = _shown(request, case_id)
    person = get_object_or_404(User.objects.active(), handle=said.handle) if said.handle else None
    deciding.assign(shown.case, person, by=request.user)
    return Status(204, None)


@router.get("/moderation/cases/{int:case_id}/notes", response=PageOf[CaseNoteOut], summary="Notes for moderators")
def case_notes(request: SignedIn, case_id: int, paging: Paging = PagingQuery) -> dict[str, Any]:
    notes = CaseNote.objects.filter(case=_shown(request, case_id).case).select_related("author")
    return page_of(notes, paging, _note_out, by=("pk",))


@router.post("/moderation/cases/{int:case_id}/notes", response={201: CaseNoteOut}, summary="Note something")
def note_case(request: SignedIn, case_id: int, said: CaseNoteIn) -> Any:
    return Status(201, _note_out(deciding.note(_shown(request, case_id).case, by=request.user, body=said.body)))


@router.get("/me/decisions", response=PageOf[OwnDecisionOut], summary="What was decided about me")
def own_decisions(request: SignedIn, paging: Paging = PagingQuery) -> dict[str, Any]:
    told = Case.objects.filter(about=request.user, state=Case.State.CLOSED, outcome__in=appeals.AGAINST)
    told = told.exclude(decided_at=None).select_related("cited", "entry")
    return page_of(told, paging, lambda case: _own_out(case, request.user), by=("-decided_at", "-pk"))


@router.post("/me/decisions/{int:case_id}/appeal", response={204: None}, summary="Appeal, once")
def appeal_decision(request: SignedIn, case_id: int, said: AppealIn) -> Any:
    require(allow(f"appeal:{requester(request)}", limit=20, per_seconds=3600))
    case = get_object_or_404(Case, pk=case_id, about=request.user)
    appeals.appeal(case, by=request.user, words=said.words)
    return Status(204, None)


def _shown(request: SignedIn, case_id: int) -> queue.Shown:
    found = queue.shown(request.user, case_id)
    if found is None:
        raise Http404
    return found


def _rule(request: SignedIn, number: int | None) -> HouseRule | None:
    return get_visible(HouseRule, request.user, number=number) if number is not None else None


def _note_out(note: CaseNote) -> dict[str, Any]:
    return {"id": note.pk, "author": note.author.handle, "body": note.body, "created_at": note.created_at}


def _own_out(case: Case, person: User) -> dict[str, Any]:
    return {
        "id": case.pk,
        "outcome": case.outcome,
        "reason": case.reason,
        "rule": str(case.cited) if case.cited else None,
        "entry": case.entry_id,
        "decided_at": case.decided_at,
        "may_appeal": bool(appeals.can_appeal(person, case)),
    }
