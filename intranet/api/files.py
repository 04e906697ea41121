"""``files``: what is uploaded before the entry that carries it, and what one has uploaded."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from ninja import File, Form, Query, Router, Schema, Status
from ninja.files import UploadedFile
from pydantic import Field

from intranet.content.attachments import describe, discard
from intranet.content.files.uploads import store_upload
from intranet.content.models import Attachment
from intranet.core.http import SignedIn, get_visible

from .pages import PageOf, Paging, page_of
from .schemas import AttachmentOut

router = Router(tags=["files"])


class Described(Schema):
    alt_text: str = Field("", max_length=300, description="What a picture shows, for those who cannot see it.")


class OwnFileOut(AttachmentOut):
    tied: bool = Field(description="Whether it stands in an entry; what does not can be deleted.")
    created_at: datetime


@router.post("/files", response={201: AttachmentOut}, summary="Upload a file; name its id when you write")
def upload(request: SignedIn, file: File[UploadedFile], about: Form[Described]) -> Any:
    return Status(201, store_upload(file, by=request.user, alt_text=about.alt_text))


@router.put("/files/{uuid:file_id}", response=AttachmentOut, summary="Say what my picture shows")
def describe_file(request: SignedIn, file_id: UUID, about: Described) -> Attachment:
    found: Attachment = get_visible(Attachment, request.user, pk=file_id)
    describe(found, by=request.user, alt_text=about.alt_text)
    return found


@router.delete("/files/{uuid:file_id}", response={204: None}, summary="Delete a file of mine that stands in nothing")
def discard_file(request: SignedIn, file_id: UUID) -> Any:
    discard(get_visible(Attachment, request.user, pk=file_id), by=request.user)
    return Status(204, None)


@router.get("/me/files", response=PageOf[OwnFileOut], summary="What I have uploaded, the largest first")
def own_files(request: SignedIn, paging: Query[Paging]) -> dict[str, Any]:
    mine = Attachment.objects.filter(uploader=request.user)
    return page_of(mine, paging, _out, by=("-size", "-created_at", "-pk"))


def _out(file: Attachment) -> dict[str, Any]:
    names = ("name", "mime", "size", "alt_text", "created_at")
    return {name: getattr(file, name) for name in names} | {"id": file.pk, "tied": file.entry_id is not None}
