"""``crm``: companies and people by their numbers in the customer system, and what companies say here."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.utils.timezone import is_naive
from django.utils.translation import gettext as _
from ninja import Query, Router, Schema, Status
from pydantic import Field

from intranet.accounts.models import Company
from intranet.api.main import register
from intranet.api.pages import PageOf, Paging, page_of
from intranet.core.decisions import require
from intranet.core.http import SignedIn, get_visible

from . import actions, syncing
from .exporting.keyset import place_in
from .exporting.lines import as_json_lines, as_table, lines_for
from .messages import Line, Outcome
from .models import Contact, Sync
from .policies import can_export, can_sync, companies_for
from .rows import CompanyRow, CompanySaid, PersonRow, PersonSaid

router = Router(tags=["crm"])
# The last word of the addresses at which many come at once.
SYNC = "sync"


class LineOut(Schema):
    external_id: str
    outcome: str = Field(description="`made`, `changed`, `unchanged` or `refused`.")
    fields: list[str] = Field(description="What is different now.")
    why: str = Field(description="Why it was refused, or changed nothing: a sentence.")


class SyncOut(Schema):
    id: int
    made: int
    changed: int
    unchanged: int
    refused: int
    rows: list[LineOut] = Field(description="A line for each row, in their order.")


class PastSyncOut(Schema):
    id: int
    what: str
    at: datetime
    by: str | None = Field(description="A handle.")
    token: str
    made: int
    changed: int
    unchanged: int
    refused: int


class SyncIn(Schema):
    rows: list[Any] = Field(
        min_length=1,
        max_length=syncing.MOST_ROWS,
        description="As the body of `PUT` for one of them, with `external_id`. A row that does not fit is refused; the "
        "others are done.",
    )


class CompanyOut(Schema):
    id: int
    external_id: str
    name: str
    email_domains: list[str]
    facing: list[str] = Field(description="Handles.")
    archived: bool
    merged_into: str | None
    updated_at: datetime | None = Field(description="As the customer system last said it.")


class ContactOut(Schema):
    external_id: str
    name: str
    email: str
    company: str | None = Field(description="The number of the company.")
    account: str | None = Field(description="The handle of the account that has proved the address.")
    archived: bool
    updated_at: datetime


class CrmSaidOut(Schema):
    items: list[dict[str, Any]]
    next: str | None = Field(description="Give it as `cursor` to get what follows; null at the end.")
    since: str | None = Field(description="The `cursor` with which to ask next time for what has changed until then.")


class SaidAsked(Schema):
    company: str = Field("", max_length=80, description="The number of one company.")
    since: datetime | None = Field(None, description="Only what changed after this; `cursor` goes before it.")
    cursor: str = Field("", max_length=100)
    limit: int = Field(100, ge=1, le=500)
    format: str = Field("json", pattern="^(json|jsonl|csv)$")


@router.get("/crm/companies", response=PageOf[CompanyOut], summary="Companies with their numbers")
def crm_companies(request: SignedIn, paging: Query[Paging]) -> dict[str, Any]:
    require(can_sync(request.user))
    return page_of(_companies(), paging, _company_out, by=("name", "pk"))


@router.post("/crm/companies/sync", response=SyncOut, summary="Many companies at once")
def sync_companies(request: SignedIn, message: SyncIn) -> dict[str, Any]:
    return _sync_out(*syncing.companies(message.rows, by=request.user, token=_token(request)))


@router.get("/crm/companies/{external_id}", response=CompanyOut, summary="One company")
def crm_company(request: SignedIn, external_id: str) -> dict[str, Any]:
    require(can_sync(request.user))
    return _company_out(get_object_or_404(_companies(), external_id=external_id))


@router.put("/crm/companies/{external_id}", response=LineOut, summary="Make, change, archive or merge a company")
def put_company(request: SignedIn, external_id: str, said: CompanySaid) -> Line:
    row = CompanyRow(external_id=external_id, **said.dict())
    return _one(syncing.companies([row], by=request.user, token=_token(request))[1])


@router.get("/crm/companies/sync", response=CompanyOut, include_in_schema=False)
def company_called_sync(request: SignedIn) -> dict[str, Any]:
    """A number may be any word, this one too: its address is also that of many at once."""
    return crm_company(request, SYNC)


@router.put("/crm/companies/sync", response=LineOut, include_in_schema=False)
def put_company_called_sync(request: SignedIn, said: CompanySaid) -> Line:
    return put_company(request, SYNC, said)


@router.get("/crm/people", response=PageOf[ContactOut], summary="People with their numbers")
def crm_people(request: SignedIn, paging: Query[Paging]) -> dict[str, Any]:
    require(can_sync(request.user))
    return page_of(_contacts(request), paging, _contact_out, by=("pk",))


@router.post("/crm/people/sync", response=SyncOut, summary="Many people at once")
def sync_people(request: SignedIn, message: SyncIn) -> dict[str, Any]:
    return _sync_out(*syncing.people(message.rows, by=request.user, token=_token(request)))


@router.get("/crm/people/{external_id}", response=ContactOut, summary="One person")
def crm_person(request: SignedIn, external_id: str) -> dict[str, Any]:
    require(can_sync(request.user))
    return _contact_out(get_object_or_404(_contacts(request), external_id=external_id))


@router.put("/crm/people/{external_id}", response=LineOut, summary="Make, change or archive a person")
def put_person(request: SignedIn, external_id: str, said: PersonSaid) -> Line:
    row = PersonRow(external_id=external_id, **said.dict())
    return _one(syncing.people([row], by=request.user, token=_token(request))[1])


@router.get("/crm/people/sync", response=ContactOut, include_in_schema=False)
def person_called_sync(request: SignedIn) -> dict[str, Any]:
    return crm_person(request, SYNC)


@router.put("/crm/people/sync", response=LineOut, include_in_schema=False)
def put_person_called_sync(request: SignedIn, said: PersonSaid) -> Line:
    return put_person(request, SYNC, said)


@router.delete("/crm/people/{external_id}/account", response={204: None}, summary="It is not this account after all")
def release_person(request: SignedIn, external_id: str) -> Status[None]:
    require(can_sync(request.user))
    actions.release_contact(get_object_or_404(_contacts(request), external_id=external_id), by=request.user)
    return Status(204, None)


@router.get("/crm/syncs", response=PageOf[PastSyncOut], summary="What the last messages came to")
def crm_syncs(request: SignedIn, paging: Query[Paging]) -> dict[str, Any]:
    require(can_sync(request.user))
    return page_of(Sync.objects.visible_to(request.user).select_related("by"), paging, _past, by=("-pk",))


@router.get("/crm/syncs/{int:sync_id}", response=SyncOut, summary="One of them: what changed or was refused")
def crm_sync(request: SignedIn, sync_id: int) -> dict[str, Any]:
    require(can_sync(request.user))
    sync = get_visible(Sync, request.user, pk=sync_id)
    return _sync_out(sync, [Line(one.external_id, one.outcome, one.fields, one.why) for one in sync.rows.all()])


@router.get("/crm/conversations", response=CrmSaidOut, summary="What companies said, as I may read it, by change")
def crm_conversations(request: SignedIn, asked: Query[SaidAsked]) -> Any:
    require(can_export(request.user))
    if asked.since is not None and is_naive(asked.since):
        raise ValidationError(_("Say the time with its zone: 2027-01-31T18:00:00+01:00."))
    company = get_object_or_404(companies_for(request.user), external_id=asked.company) if asked.company else None
    after = place_in(asked.cursor) if asked.cursor else None
    lines = lines_for(request.user, company=company, after=after, since=asked.since, limit=asked.limit + 1)
    more, lines = len(lines) > asked.limit, lines[: asked.limit]
    last = lines[-1]["cursor"] if lines else asked.cursor or None
    if asked.format == "jsonl":
        return StreamingHttpResponse(as_json_lines(lines), content_type="application/x-ndjson")
    if asked.format == "csv":
        name = {"Content-Disposition": 'attachment; filename="conversations.csv"'}
        return HttpResponse("".join(as_table(lines)), content_type="text/csv; charset=utf-8", headers=name)
    return {"items": lines, "next": last if more else None, "since": last}


def _companies() -> Any:
    return Company.objects.select_related("merged_into").prefetch_related("assignments__person")


def _contacts(request: SignedIn) -> Any:
    return Contact.objects.visible_to(request.user).select_related("company", "person")


def _token(request: SignedIn) -> str:
    token = getattr(request, "api_token", None)
    return token.name if token is not None else ""


def _one(lines: list[Line]) -> Line:
    """422 with the sentence where the one row was refused."""
    if lines[0].outcome == Outcome.REFUSED:
        raise ValidationError(lines[0].why)
    return lines[0]


def _sync_out(sync: Sync, lines: list[Line]) -> dict[str, Any]:
    counts = {name: getattr(sync, name) for name in ("made", "changed", "unchanged", "refused")}
    return {"id": sync.pk, "rows": lines, **counts}


def _past(sync: Sync) -> dict[str, Any]:
    counts = {name: getattr(sync, name) for name in ("made", "changed", "unchanged", "refused")}
    by = sync.by.handle if sync.by is not None else None
    return {"id": sync.pk, "what": sync.what, "at": sync.at, "by": by, "token": sync.token, **counts}


def _company_out(company: Company) -> dict[str, Any]:
    return {
        "id": company.pk,
        "external_id": company.external_id,
        "name": company.name,
        "email_domains": company.email_domains,
        "facing": [one.person.handle for one in company.assignments.all()],
        "archived": company.archived_at is not None,
        "merged_into": company.merged_into.external_id if company.merged_into is not None else None,
        "updated_at": company.external_at,
    }


def _contact_out(contact: Contact) -> dict[str, Any]:
    return {
        "external_id": contact.external_id,
        "name": contact.name,
        "email": contact.email,
        "company": contact.company.external_id if contact.company is not None else None,
        "account": contact.person.handle if contact.person is not None else None,
        "archived": contact.archived_at is not None,
        "updated_at": contact.external_at,
    }


register("", router)
