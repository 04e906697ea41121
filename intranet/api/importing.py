"""``people-imports``: people from a table, looked through first, then done. Admins; each has the own tables alone."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from ninja import File, Form, Query, Router, Schema, Status
from ninja.files import UploadedFile
from pydantic import Field

from intranet.accounts import actions, policies
from intranet.accounts.models import ImportedRow, PeopleImport
from intranet.core.decisions import require
from intranet.core.http import SignedIn
from intranet.core.throttle import allow, requester

from .pages import PageOf, Paging, page_of

router = Router(tags=["people"])


class How(Schema):
    make_departments: bool = Field(False, description="Make departments that are missing.")
    invite: bool = Field(False, description="Write to the new people.")


class ImportOut(Schema):
    id: int
    name: str
    state: str = Field(description="`ready` for an hour after the dry run, then `running`, then `done`.")
    counts: dict[str, int] = Field(description="Rows by outcome; while it runs, `done` so far.")
    expires_at: datetime
    done_at: datetime | None


class RowOut(Schema):
    number: int = Field(description="The line of the table.")
    outcome: str = Field(description="`make`, `change`, `same` or `refuse`: what would come, or has come, of it.")
    cells: dict[str, str]
    changes: list[list[str]] = Field(description="Each as field, before, after.")
    reasons: list[str] = Field(description="Sentences: why it is refused, or what of it is left out.")


@router.post("/people-imports", response={201: ImportOut}, summary="Look a table through: a dry run")
def look_through(request: SignedIn, file: File[UploadedFile], how: Form[How]) -> Any:
    """A CSV table with a line of headings; nobody is made or changed. It takes the place of one that waits."""
    require(policies.can_administer(request.user))
    require(allow(f"import:{requester(request)}", limit=30, per_seconds=3600))
    return Status(201, actions.look_through(file.read(), by=request.user, name=file.name or "", **how.dict()))


@router.get("/people-imports/{int:import_id}", response=ImportOut, summary="How far a table is")
def one_import(request: SignedIn, import_id: int) -> PeopleImport:
    return _own(request, import_id)


@router.get("/people-imports/{int:import_id}/rows", response=PageOf[RowOut], summary="What comes of each row")
def import_rows(
    request: SignedIn, import_id: int, paging: Query[Paging], outcome: ImportedRow.Outcome | None = None
) -> dict[str, Any]:
    rows = _own(request, import_id).rows.all()
    if outcome is not None:
        rows = rows.filter(outcome=outcome)
    return page_of(rows, paging, lambda row: row, by=("number", "pk"))


@router.post("/people-imports/{int:import_id}/application", response=ImportOut, summary="Do what the dry run showed")
def apply_import(request: SignedIn, import_id: int) -> PeopleImport:
    kept = _own(request, import_id)
    require(allow(f"import:{requester(request)}", limit=30, per_seconds=3600))
    return actions.apply_import(kept, by=request.user)


def _own(request: SignedIn, import_id: int) -> PeopleImport:
    """Another admin's table is not there, and neither is one whose hour is over."""
    require(policies.can_administer(request.user))
    kept: PeopleImport = get_object_or_404(PeopleImport, pk=import_id, by=request.user)
    if kept.state == PeopleImport.State.READY and not kept.is_open:
        raise Http404
    return kept
