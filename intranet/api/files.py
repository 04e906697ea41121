"""``files``: what is uploaded before the entry that carries it."""

from __future__ import annotations

from typing import Any

from ninja import File, Form, Router, Schema, Status
from ninja.files import UploadedFile
from pydantic import Field

from intranet.content.files.uploads import store_upload
from intranet.core.http import SignedIn

from .schemas import AttachmentOut

router = Router(tags=["files"])


class Described(Schema):
    alt_text: str = Field("", max_length=300, description="What a picture shows, for those who cannot see it.")


@router.post("/files", response={201: AttachmentOut}, summary="Upload a file; name its id when you write")
def upload(request: SignedIn, file: File[UploadedFile], about: Form[Described]) -> Any:
    return Status(201, store_upload(file, by=request.user, alt_text=about.alt_text))
