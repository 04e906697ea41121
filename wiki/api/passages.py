"""``page-exports`` and ``page-imports``: pages as a file to take along, and files that become pages."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import FileResponse
from django.shortcuts import get_object_or_404
from ninja import File, Form, Query, Router, Schema, Status
from ninja.files import UploadedFile
from pydantic import Field

from intranet.api.pages import PageOf, Paging, page_of
from intranet.core.decisions import require
from intranet.core.http import SignedIn, get_visible
from intranet.core.throttle import allow, requester
from intranet.spaces.models import Space
from wiki import actions
from wiki.exporting.making import file_of
from wiki.models import ImportedPage, Page, PageExport, PageImport

router = Router(tags=["pages"])


class PagesOut(Schema):
    id: int
    form: str
    state: str = Field(description="`waiting`, then `ready` (or `failed`).")
    percent: int = Field(description="How far it is while it waits.")
    size: int
    problem: str = Field(description="Why it could not be made: a sentence.")
    asked_at: datetime
    expires_at: datetime | None


class PagesWanted(Schema):
    form: PageExport.Form = PageExport.Form.MARKDOWN
    page: int | None = Field(None, description="The page with which it begins; the whole wiki without.")
    alone: bool = Field(False, description="Without what stands below the page.")


class Where(Schema):
    under: int | None = Field(None, description="The page under which the pages come; the top without.")


class FilesOut(Schema):
    id: int
    name: str
    state: str = Field(description="`looking`, `ready`, `running`, `done`; or `refused`, `stopped`.")
    problem: str
    done: int
    total: int = Field(description="Pages that come, or came, of it.")
    asked_at: datetime
    done_at: datetime | None


class FileOut(Schema):
    number: int
    source: str
    title: str
    under: int | None = Field(description="The number of the row under which it stands.")
    outcome: str = Field(description="`make`, `made` or `refused`.")
    refusal: str
    losses: list[list[Any]] = Field(description="What could not be kept: sort, what in particular, how often.")
    page: int | None = Field(description="The page it became.", alias="page_id")


@router.get("/page-exports", response=PageOf[PagesOut], summary="My files of pages")
def page_exports(request: SignedIn, paging: Query[Paging]) -> dict[str, Any]:
    mine = PageExport.objects.filter(person=request.user).exclude(state=PageExport.State.GONE)
    return page_of(mine, paging, lambda row: row, by=("-pk",))


@router.post("/spaces/{int:space_id}/page-exports", response={201: PagesOut}, summary="Have pages made into a file")
def ask_for_pages(request: SignedIn, space_id: int, new: PagesWanted) -> Any:
    """A zip of Markdown or of HTML, or a PDF: what you read when it is made, for a week."""
    space = get_visible(Space, request.user, pk=space_id)
    page = get_visible(Page, request.user, pk=new.page, space=space) if new.page is not None else None
    require(allow(f"wiki-export:{requester(request)}", limit=30, per_seconds=3600))
    made = actions.ask_for_page_export(space, by=request.user, form=new.form, page=page, alone=new.alone)
    return Status(201, made)


@router.get("/page-exports/{int:pk}", response=PagesOut, summary="How far a file of pages is")
def page_export(request: SignedIn, pk: int) -> PageExport:
    return _export(request, pk)


@router.get("/page-exports/{int:pk}/file", response=None, summary="Fetch a file of pages")
def page_export_file(request: SignedIn, pk: int) -> FileResponse:
    return file_of(_export(request, pk))


@router.delete("/page-exports/{int:pk}", response={204: None}, summary="Delete a file of pages")
def forget_pages(request: SignedIn, pk: int) -> Any:
    actions.forget_page_export(_export(request, pk), by=request.user)
    return Status(204, None)


@router.post(
    "/spaces/{int:space_id}/page-imports", response={201: FilesOut}, summary="Bring files to be looked through"
)
def bring_pages(request: SignedIn, space_id: int, file: File[UploadedFile], where: Form[Where]) -> Any:
    """A zip, a text or a dump of MediaWiki; nothing is made. It takes the place of one that waits."""
    space = get_visible(Space, request.user, pk=space_id)
    parent = get_visible(Page, request.user, pk=where.under, space=space) if where.under is not None else None
    require(allow(f"wiki-import:{requester(request)}", limit=20, per_seconds=3600))
    made = actions.bring_files(file, by=request.user, space=space, parent=parent, name=file.name or "")
    return Status(201, made)


@router.get("/page-imports/{int:pk}", response=FilesOut, summary="How far an import is")
def page_import(request: SignedIn, pk: int) -> PageImport:
    return _import(request, pk)


@router.get("/page-imports/{int:pk}/rows", response=PageOf[FileOut], summary="What comes of each file")
def page_import_rows(
    request: SignedIn, pk: int, paging: Query[Paging], outcome: ImportedPage.Outcome | None = None
) -> dict[str, Any]:
    rows = _import(request, pk).rows.defer("text", "facts")
    if outcome is not None:
        rows = rows.filter(outcome=outcome)
    return page_of(rows, paging, lambda row: row, by=("number", "pk"))


@router.post("/page-imports/{int:pk}/application", response=FilesOut, summary="Make the pages")
def let_pages_in(request: SignedIn, pk: int) -> PageImport:
    return actions.let_in(_import(request, pk), by=request.user)


@router.delete("/page-imports/{int:pk}", response=FilesOut, summary="Stop an import")
def stop_pages(request: SignedIn, pk: int) -> PageImport:
    """What has come in stays."""
    return actions.stop_import(_import(request, pk), by=request.user)


def _export(request: SignedIn, pk: int) -> PageExport:
    """Somebody else's file is not there, and neither is one that was deleted."""
    there = PageExport.objects.select_related("person", "space", "page").exclude(state=PageExport.State.GONE)
    found: PageExport = get_object_or_404(there, pk=pk, person=request.user)
    return found


def _import(request: SignedIn, pk: int) -> PageImport:
    mine = PageImport.objects.select_related("space", "parent")
    found: PageImport = get_object_or_404(mine, pk=pk, person=request.user)
    return found
