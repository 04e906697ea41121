"""``me/settings``, ``me/picture``, ``terms``, ``me/consent``: how the house behaves towards me, what I agreed to."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from ninja import File, Form, Query, Router, Schema, Status
from ninja.files import UploadedFile
from pydantic import Field

from intranet.accounts import actions, policies, terms
from intranet.accounts.models import TermsDocument, User
from intranet.core.decisions import require
from intranet.core.http import SignedIn, get_visible
from intranet.core.images import BadImage
from intranet.core.models import SiteSettings
from intranet.core.throttle import allow, requester

from .pages import PageOf, Paging, page_of

router = Router(tags=["me"])


class SettingsOut(Schema):
    language: str
    time_zone: str
    show_presence: bool
    show_reading: bool
    show_typing: bool
    shortcuts: bool
    celebrate_birthday: bool
    celebrate_start: bool
    has_settled: bool = Field(description="Whether the first steps are put away.")
    pseudonym: str = Field(description="Of customers: what others read instead of their name. Empty: none.")


class PseudonymIn(Schema):
    pseudonym: str = Field(max_length=80, description="What others read instead of my name; empty: my name again.")


class SettingsIn(Schema):
    """What is left out stays as it is."""

    language: str | None = None
    time_zone: str | None = None
    show_presence: bool | None = None
    show_reading: bool | None = None
    show_typing: bool | None = None
    shortcuts: bool | None = None
    celebrate_birthday: bool | None = None
    celebrate_start: bool | None = None
    has_settled: bool | None = None


class Cut(Schema):
    whole: bool = Field(False, description="Keep all of a picture that is not square.")


class TermsVersionOut(Schema):
    id: int
    kind: str = Field(description="`terms` or `privacy`.")
    version: int
    requires_consent: bool
    note: str
    published_at: datetime


class DocumentOut(TermsVersionOut):
    text: str = Field(description="Markdown, in my language.")


class PublishIn(Schema):
    texts: dict[str, str] = Field(description="Markdown by language, in every language of the house.")
    requires_consent: bool = True
    note: str = Field("", max_length=200, description="What is new.")


class ConsentOut(Schema):
    agreed: bool = Field(description="Whether I have agreed to what is in force, as far as it asks for it.")
    documents: list[DocumentOut] = Field(description="What is in force.")


class TermsConsentIn(Schema):
    documents: list[int] = Field(max_length=20, description="The ids of what I was shown: all that is in force.")


@router.get("/me/settings", response=SettingsOut, summary="My settings")
def settings(request: SignedIn) -> User:
    return request.user


@router.put("/me/settings", response=SettingsOut, summary="Change my settings")
def change_settings(request: SignedIn, new: SettingsIn) -> User:
    asked = {name: value for name, value in new.dict().items() if value is not None}
    actions.change_settings(request.user, by=request.user, **asked)
    return request.user


@router.put("/me/pseudonym", response=SettingsOut, summary="Write under another name (customers)")
def write_as(request: SignedIn, wanted: PseudonymIn) -> User:
    require(allow(f"public_name:{requester(request)}", limit=10, per_seconds=3600))
    actions.write_as(request.user, wanted.pseudonym, by=request.user)
    return request.user


@router.post("/me/picture", response={204: None}, summary="Put a picture of me up")
def put_picture(request: SignedIn, file: File[UploadedFile], how: Form[Cut]) -> Any:
    require(allow(f"picture:{requester(request)}", limit=20, per_seconds=600))
    limit = SiteSettings.current().max_upload_bytes
    if (file.size or 0) > limit:
        raise ValidationError(_("This file is larger than %(count)d MB.") % {"count": limit // 2**20})
    try:
        actions.upload_avatar(request.user, file, by=request.user, whole=how.whole)
    except BadImage as error:
        raise ValidationError(str(error)) from error
    return Status(204, None)


@router.delete("/me/picture", response={204: None}, summary="Take my picture away")
def remove_picture(request: SignedIn) -> Any:
    actions.remove_avatar(request.user, by=request.user)
    return Status(204, None)


# --- What is agreed to -----------------------------------------------------------------------------------------------


@router.get("/me/consent", response=ConsentOut, summary="What is in force, and whether I have agreed")
def consent(request: SignedIn) -> dict[str, Any]:
    return {"agreed": not terms.still_to_agree(request.user), "documents": terms.in_force()}


@router.put("/me/consent", response=ConsentOut, summary="Agree to what is in force")
def agree(request: SignedIn, shown: TermsConsentIn) -> dict[str, Any]:
    require(allow(f"consent:{requester(request)}", limit=30, per_seconds=600))
    actions.agree_to_terms(request.user, shown.documents, by=request.user)
    return consent(request)


@router.get(
    "/terms/{kind}", response=DocumentOut, summary="A version of the terms or of the privacy notice", tags=["terms"]
)
def one_version(request: SignedIn, kind: str, version: int | None = Query(None, ge=1, lt=2**31)) -> TermsDocument:
    """Without `version`: the one in force."""
    if version is not None:
        return get_visible(TermsDocument, request.user, kind=kind, version=version)
    return get_object_or_404(TermsDocument.objects.filter(kind=kind)[:1])


@router.post("/terms/{kind}", response={201: DocumentOut}, summary="Publish a version (admins)", tags=["terms"])
def publish(request: SignedIn, kind: str, new: PublishIn) -> Any:
    require(policies.can_administer(request.user))
    require(allow(f"terms:{requester(request)}", limit=30, per_seconds=3600))
    return Status(201, actions.publish_terms(kind, by=request.user, **new.dict()))


@router.get(
    "/terms/{kind}/versions", response=PageOf[TermsVersionOut], summary="All versions, newest first", tags=["terms"]
)
def versions(request: SignedIn, kind: str, paging: Query[Paging]) -> dict[str, Any]:
    found = TermsDocument.objects.visible_to(request.user).filter(kind=kind)
    return page_of(found, paging, lambda one: one, by=("-version", "-pk"))
