"""``revisions``: the versions of a page."""

from __future__ import annotations

from typing import Any

from ninja import Query, Router, Schema, Status
from pydantic import Field

from intranet.api.pages import PageOf, Paging, page_of
from intranet.core.decisions import require
from intranet.core.http import SignedIn
from wiki import actions, policies
from wiki.actions.history import note_version
from wiki.history.reading import version_of, versions_read_by, with_people

from .schemas import RevisionLine, RevisionOut, find_page, revision_line

router = Router(tags=["revisions"])


class Save(Schema):
    note: str = Field("", max_length=200, description="What it is, or what changed.")
    publish: bool | None = None


class Why(Schema):
    reason: str = Field(max_length=300, description="It stands in the history in the place of the text.")


class Note(Schema):
    note: str = Field(max_length=200)


@router.get("/pages/{int:page_id}/revisions", response=PageOf[RevisionLine], summary="The history of a page")
def page_revisions(request: SignedIn, page_id: int, paging: Query[Paging]) -> dict[str, Any]:
    page = find_page(request, page_id)
    listed = with_people(versions_read_by(request.user, page).defer("packed"))
    return page_of(listed, paging, revision_line, by=("-number", "-pk"))


@router.post("/pages/{int:page_id}/revisions", response={201: RevisionOut}, summary="Keep the working text")
def save_revision(request: SignedIn, page_id: int, new: Save) -> Any:
    version = actions.save_version(find_page(request, page_id), by=request.user, note=new.note, publish=new.publish)
    return Status(201, revision_line(version) | {"text": version.text})


@router.get("/pages/{int:page_id}/revisions/{int:number}", response=RevisionOut, summary="A version, with its text")
def one_revision(request: SignedIn, page_id: int, number: int) -> dict[str, Any]:
    version = version_of(find_page(request, page_id), number, request.user)
    return revision_line(version) | {"text": version.text}


@router.patch("/pages/{int:page_id}/revisions/{int:number}", response=RevisionLine, summary="Say what a version is")
def describe_revision(request: SignedIn, page_id: int, number: int, new: Note) -> dict[str, Any]:
    page = find_page(request, page_id)
    version_of(page, number, request.user)
    return revision_line(note_version(page, by=request.user, number=number, note=new.note))


@router.delete(
    "/pages/{int:page_id}/revisions/{int:number}",
    response={204: None},
    summary="Take a text out of the history for good",
)
def withdraw_revision(request: SignedIn, page_id: int, number: int, why: Query[Why]) -> Any:
    """That there was a version, and who had a part in it, stays. The newest and the published one are no history."""
    page = find_page(request, page_id)
    require(policies.can_withdraw_versions(request.user, page))
    version_of(page, number, request.user)
    actions.withdraw_versions(page, by=request.user, first=number, last=number, reason=why.reason)
    return Status(204, None)


@router.post(
    "/pages/{int:page_id}/revisions/{int:number}/restoration",
    response={201: RevisionOut},
    summary="Make the working text what it was in a version; what is there now stays in the history",
)
def restore_revision(request: SignedIn, page_id: int, number: int) -> Any:
    page = find_page(request, page_id)
    version_of(page, number, request.user)
    version = actions.restore_version(page, by=request.user, number=number)
    return Status(201, revision_line(version) | {"text": version.text})
