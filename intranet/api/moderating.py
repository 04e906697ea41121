"""Reporting an entry, and deciding about what was reported."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from ninja import Query, Router, Schema, Status
from pydantic import Field

from intranet.accounts.models import User
from intranet.content.kinds import real
from intranet.content.models import Entry
from intranet.core.decisions import require
from intranet.core.http import SignedIn, get_visible
from intranet.core.throttle import allow, requester
from intranet.moderation import actions, holding, policies, queue
from intranet.moderation.models import Flag

from .pages import PageOf
from .problems import problem
from .schemas import PersonOut, absolute, person_out

router = Router(tags=["moderation"])


class FlagIn(Schema):
    reason: Flag.Reason
    note: str = Field("", max_length=500)


class ModerationReportOut(Schema):
    by: str = Field(description="A handle.")
    reason: str
    note: str
    at: datetime


class CaseOut(Schema):
    id: int
    sort: str = Field(description="`flag`, `held`, `rule`, `join`, `appeal`, `proposal`, …")
    subject: str = Field(description="The key of what it is about, such as `entry_12`.")
    entry: int | None
    kind: str | None
    author: PersonOut | None = Field(description="Whose words or wish it is; null for who has no account.")
    space: int | None
    title: str = Field(description="As it stands where the moderator may read it; otherwise as it was reported.")
    body: str
    state: str = Field(description="Of the entry; else of the case.")
    may_read: bool
    reports: list[ModerationReportOut]
    url: str | None
    severity: int = Field(description="From 1 to 5.")
    times: int
    rule: str = Field(description="The automatic rule that caught it, if one did.")
    opened_at: datetime
    is_open: bool
    claimed_by: str | None = Field(description="A handle, while somebody looks at it.")
    assignee: str | None
    decisions: list[str] = Field(description="What this person may decide now.")
    outcome: str
    decided_by: str | None
    decided_at: datetime | None
    reason: str


class CasesWanted(Schema):
    show: Literal["open", "mine", "held", "hidden", "closed"] = "open"
    sort: str = ""
    space: int = 0
    severity: int = Field(0, description="At least so grave.")
    days: int = Field(0, ge=0, le=365, description="Waiting for so many days at least.")
    who: Literal["", "mine", "nobody"] = Field("", description="Whom it was given to.")
    rule: str = Field("", description="The key of the rule that caught it.")
    cursor: str | None = None


CASES_QUERY = Query(...)


class HideIn(Schema):
    reason: str = Field(max_length=500, description="The author is told, in these words.")


class HeldIn(Schema):
    let_out: bool
    reason: str = Field("", max_length=500, description="Where it is turned down: why, for the record.")


class DismissIn(Schema):
    note: str = Field("", max_length=500)


@router.put("/entries/{int:entry_id}/flag", response={204: None}, summary="Report an entry to its moderators")
def flag(request: SignedIn, entry_id: int, new: FlagIn) -> Any:
    entry = get_visible(Entry, request.user, pk=entry_id)
    require(allow(f"flag:{requester(request)}", limit=20, per_seconds=3600))
    actions.flag_entry(entry, by=request.user, reason=new.reason, note=new.note)
    return Status(204, None)


@router.get("/moderation/cases", response=PageOf[CaseOut], summary="What waits for me as a moderator")
def cases(
    request: SignedIn,
    wanted: CasesWanted = CASES_QUERY,
) -> dict[str, Any]:
    require(policies.can_open_queue(request.user))
    filters = queue.Filters(**wanted.dict(exclude={"cursor"}))
    page = queue.page_of(request.user, filters, cursor=wanted.cursor)
    return {"items": [case_out(case, request.user) for case in page.cases], "next": page.next}


@router.put("/entries/{int:entry_id}/hidden", response={204: None}, summary="Hide an entry, with a reason")
def hide(request: SignedIn, entry_id: int, why: HideIn) -> Any:
    actions.hide(_case(request.user, entry_id), by=request.user, reason=why.reason)
    return Status(204, None)


@router.delete("/entries/{int:entry_id}/hidden", response={204: None}, summary="Bring a hidden entry back")
def restore(request: SignedIn, entry_id: int) -> Any:
    actions.restore(_case(request.user, entry_id), by=request.user)
    return Status(204, None)


@router.post("/entries/{int:entry_id}/dismissal", response={204: None}, summary="Leave a reported entry standing")
def dismiss(request: SignedIn, entry_id: int, why: DismissIn) -> Any:
    actions.dismiss(_case(request.user, entry_id), by=request.user, note=why.note)
    return Status(204, None)


@router.put("/entries/{int:entry_id}/held", response={204: None}, summary="Let out what waits, or turn it down")
def decide_held_entry(request: SignedIn, entry_id: int, decided: HeldIn) -> Any:
    """What comes from outside without an account waits for this. 409 where somebody has decided already."""
    entry = real(_case(request.user, entry_id))
    require(policies.can_decide(request.user, entry))
    if decided.let_out:
        done = holding.let_out(entry, by=request.user)
    else:
        done = holding.turn_down(entry, by=request.user, reason=decided.reason)
    return Status(204, None) if done else problem(409, _("Somebody had decided already."))


def _case(moderator: User, entry_id: int) -> Entry:
    found = queue.case_of(moderator, entry_id)
    if found is None:
        raise Http404
    return found


def case_out(shown: queue.Shown, viewer: User) -> dict[str, Any]:
    case, entry = shown.case, shown.case.entry
    return {
        "id": case.pk,
        "sort": case.sort,
        "subject": case.subject,
        "entry": case.entry_id,
        "kind": entry.kind if entry else None,
        "author": person_out(case.about) if case.about else None,
        "space": case.space_id,
        "title": shown.title,
        "body": shown.body,
        "state": entry.state if entry else case.state,
        "may_read": shown.may_read,
        "reports": [
            {"by": flag.by.handle, "reason": flag.reason, "note": flag.note, "at": flag.created_at}
            for flag in shown.flags
        ],
        "url": absolute(reverse("content:entry", args=[entry.pk])) if entry else None,
        "severity": case.severity,
        "times": case.times,
        "rule": case.rule,
        "opened_at": case.opened_at,
        "is_open": case.is_open,
        "claimed_by": case.claimed_by.handle if case.claimed_by and case.is_claimed else None,
        "assignee": case.assignee.handle if case.assignee else None,
        "decisions": [choice.key for choice in shown.choices(viewer)] if case.is_open else [],
        "outcome": case.outcome,
        "decided_by": case.decided_by.handle if case.decided_by else None,
        "decided_at": case.decided_at,
        "reason": case.reason,
    }
