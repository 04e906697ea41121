"""Measures against people, bars to signing up, house rules, purging, and the audit log."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from ninja import Query, Router, Schema, Status
from pydantic import Field

from intranet.accounts.models import User
from intranet.activity.models import Activity
from intranet.content.models import Entry
from intranet.core.decisions import require
from intranet.core.http import SignedIn, get_visible
from intranet.moderation import auditing, bars, house, policies, purging, sanctioning
from intranet.moderation.models import HouseRule, Sanction, SignUpBar

from .pages import PageOf, Paging, PagingQuery, page_of

router = Router(tags=["moderation"])


class SanctionIn(Schema):
    sort: Sanction.Sort
    until: datetime | None = Field(None, description="Of `silence` and `suspend`; at most a year.")
    reason: str = Field(max_length=500, description="The person reads this.")
    rule: int | None = Field(None, description="The number of the house rule it cites.")


class LiftIn(Schema):
    reason: str = Field("", max_length=500)


class SanctionOut(Schema):
    id: int
    person: str = Field(description="A handle.")
    sort: str
    until: datetime | None
    reason: str
    rule: str | None
    by: str | None
    created_at: datetime
    acknowledged_at: datetime | None
    lifted_at: datetime | None
    lifted_because: str
    is_over: bool


class BarIn(Schema):
    sort: SignUpBar.Sort
    value: str = Field(max_length=254)
    reason: str = Field("", max_length=300)


class BarOut(Schema):
    id: int
    sort: str
    value: str
    reason: str
    created_at: datetime


class HouseRuleIn(Schema):
    number: int = Field(ge=1, le=999)
    title: str = Field(max_length=120)
    text: str = Field("", max_length=500)


class HouseRuleOut(HouseRuleIn):
    id: int


class PurgeIn(Schema):
    reason: str = Field(max_length=300, description="Stays in the audit log.")


class AuditWanted(Schema):
    who: str = Field("", max_length=100, description="A name, a handle or an e-mail address.")
    verb: str = Field("", max_length=100)
    subject: str = Field("", max_length=100, description="A key such as `entry_12`, or words of what it was called.")
    address: str = Field("", max_length=45)
    since: date | None = None
    until: date | None = None


AUDIT_QUERY = Query(...)


class AuditOut(Schema):
    id: int
    at: datetime
    actor: str | None = Field(description="A handle; null for the system.")
    verb: str
    subject: str
    label: str
    address: str
    details: dict[str, Any]


@router.get("/moderation/sanctions", response=PageOf[SanctionOut], summary="Measures that are in force")
def sanctions_in_force(request: SignedIn, paging: Paging = PagingQuery) -> dict[str, Any]:
    require(policies.can_keep_bars(request.user))
    rows = Sanction.objects.in_force().exclude(person=request.user).select_related("person", "by", "cited")
    if not request.user.is_admin:
        rows = rows.filter(person__kind=User.Kind.CUSTOMER)
    return page_of(rows, paging, _sanction_out, by=("-created_at", "-pk"))


@router.get("/moderation/people/{handle}/sanctions", response=PageOf[SanctionOut], summary="Of one person")
def sanctions_of(request: SignedIn, handle: str, paging: Paging = PagingQuery) -> dict[str, Any]:
    rows = Sanction.objects.filter(person=_person(request, handle)).select_related("person", "by", "cited")
    return page_of(rows, paging, _sanction_out, by=("-created_at", "-pk"))


@router.post("/moderation/people/{handle}/sanctions", response={201: SanctionOut}, summary="Take a measure")
def sanction_person(request: SignedIn, handle: str, said: SanctionIn) -> Any:
    cited = get_visible(HouseRule, request.user, number=said.rule) if said.rule is not None else None
    made = sanctioning.sanction(
        _person(request, handle), said.sort, by=request.user, reason=said.reason, until=said.until, cited=cited
    )
    return Status(201, _sanction_out(made))


@router.post("/moderation/sanctions/{int:sanction_id}/end", response={204: None}, summary="End a measure early")
def lift_sanction(request: SignedIn, sanction_id: int, said: LiftIn) -> Any:
    found = get_object_or_404(Sanction.objects.select_related("person"), pk=sanction_id)
    if not policies.can_see_sanctions(request.user, found.person):
        raise Http404
    sanctioning.lift(found, by=request.user, reason=said.reason)
    return Status(204, None)


@router.get("/me/warnings", response=PageOf[SanctionOut], summary="Warnings that I have to read")
def own_warnings(request: SignedIn, paging: Paging = PagingQuery) -> dict[str, Any]:
    unread = Sanction.objects.in_force().filter(person=request.user, sort="warn", acknowledged_at=None)
    return page_of(unread.select_related("person", "cited"), paging, _told_out, by=("-created_at", "-pk"))


@router.post("/me/warnings/read", response={204: None}, summary="Say that I have read my warnings")
def acknowledge_warning(request: SignedIn) -> Any:
    sanctioning.acknowledge(by=request.user)
    return Status(204, None)


@router.get("/moderation/bars", response=PageOf[BarOut], summary="From where nobody signs up")
def sign_up_bars(request: SignedIn, paging: Paging = PagingQuery) -> dict[str, Any]:
    require(policies.can_keep_bars(request.user))
    return page_of(SignUpBar.objects.visible_to(request.user), paging, _bar_out, by=("pk",))


@router.post("/moderation/bars", response={201: BarOut}, summary="Bar an address from signing up")
def set_bar(request: SignedIn, said: BarIn) -> Any:
    made, _is_new = bars.set_bar(said.sort, said.value, by=request.user, reason=said.reason)
    return Status(201, _bar_out(made))


@router.delete("/moderation/bars/{int:bar_id}", response={204: None}, summary="Let it sign up again")
def remove_bar(request: SignedIn, bar_id: int) -> Any:
    require(policies.can_keep_bars(request.user))
    bars.remove_bar(get_visible(SignUpBar, request.user, pk=bar_id), by=request.user)
    return Status(204, None)


@router.get("/house-rules", response=PageOf[HouseRuleOut], summary="The rules of the house")
def house_rules(request: SignedIn, paging: Paging = PagingQuery) -> dict[str, Any]:
    return page_of(HouseRule.objects.visible_to(request.user), paging, _rule_out, by=("number", "pk"))


@router.post("/house-rules", response={201: HouseRuleOut}, summary="Write a rule")
def new_house_rule(request: SignedIn, said: HouseRuleIn) -> Any:
    return Status(201, _rule_out(house.set_rule(None, by=request.user, **said.dict())))


@router.put("/house-rules/{int:rule_id}", response=HouseRuleOut, summary="Change a rule")
def change_house_rule(request: SignedIn, rule_id: int, said: HouseRuleIn) -> dict[str, Any]:
    require(policies.can_keep_house(request.user))
    return _rule_out(house.set_rule(get_visible(HouseRule, request.user, pk=rule_id), by=request.user, **said.dict()))


@router.delete("/house-rules/{int:rule_id}", response={204: None}, summary="Remove a rule")
def remove_house_rule(request: SignedIn, rule_id: int) -> Any:
    require(policies.can_keep_house(request.user))
    house.remove_rule(get_visible(HouseRule, request.user, pk=rule_id), by=request.user)
    return Status(204, None)


@router.post("/entries/{int:entry_id}/purge", response={204: None}, summary="Take an entry's words away for ever")
def purge_entry(request: SignedIn, entry_id: int, said: PurgeIn) -> Any:
    entry = Entry.objects.filter(pk=entry_id).select_related("author", "space").first()
    if entry is None or not policies.can_purge(request.user, entry):
        raise Http404
    purging.purge(entry, by=request.user, reason=said.reason)
    return Status(204, None)


@router.get("/moderation/audit", response=PageOf[AuditOut], summary="The audit log")
def audit_log(
    request: SignedIn,
    wanted: AuditWanted = AUDIT_QUERY,
    paging: Paging = PagingQuery,
) -> dict[str, Any]:
    require(policies.can_keep_house(request.user))
    found = auditing.found(auditing.Wanted(**wanted.dict()))
    return page_of(found, paging, _audit_out, by=("-pk",))


def _person(request: SignedIn, handle: str) -> User:
    person = get_visible(User, request.user, handle=handle)
    if not policies.can_see_sanctions(request.user, person):
        raise Http404
    return person


def _sanction_out(one: Sanction) -> dict[str, Any]:
    return _told_out(one) | {"by": one.by.handle if one.by else None}


def _told_out(one: Sanction) -> dict[str, Any]:
    """For the person: who took the measure is told where it was told, and nowhere else."""
    same = ("id", "sort", "until", "reason", "created_at", "acknowledged_at", "lifted_at", "lifted_because", "is_over")
    return {name: getattr(one, name) for name in same} | {
        "person": one.person.handle,
        "rule": str(one.cited) if one.cited else None,
        "by": None,
    }


def _bar_out(bar: SignUpBar) -> dict[str, Any]:
    return {name: getattr(bar, name) for name in ("id", "sort", "value", "reason", "created_at")}


def _rule_out(rule: HouseRule) -> dict[str, Any]:
    return {name: getattr(rule, name) for name in ("id", "number", "title", "text")}


def _audit_out(row: Activity) -> dict[str, Any]:
    return {
        "id": row.pk,
        "at": row.created_at,
        "actor": row.actor.handle if row.actor else None,
        "verb": row.verb,
        "subject": row.subject,
        "label": row.label,
        "address": row.address,
        "details": row.details,
    }
