"""The languages of a page: which there are, one more, and keeping them up with each other."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from ninja import Query, Router, Schema, Status
from pydantic import Field

from intranet.api.keys import client_id_of
from intranet.api.pages import PageOf, Paging, page_of
from intranet.api.schemas import Written, absolute
from intranet.core.http import SignedIn, get_visible
from intranet.spaces.models import Space
from wiki import actions, policies
from wiki.languages.groups import outdated_in, told_of
from wiki.models import Page

from .schemas import PageLine, PageOut, find_page, page_line, page_out

router = Router(tags=["pages"])
_LANGUAGE = Field(max_length=8, description="Such as `it`.")


class TranslationOut(Schema):
    id: int
    title: str
    language: str
    is_original: bool
    outdated: bool = Field(description="Whether readers of the original have another text by now.")
    url: str


class TranslationIn(Schema):
    language: str = _LANGUAGE
    title: str = Field(max_length=200)
    client_id: UUID | None = None


class OriginalIn(Schema):
    page: int = Field(description="The page that this one says in another language.")
    language: str = Field(max_length=8, description="In which language this one is.")


class LanguageIn(Schema):
    language: str = _LANGUAGE


class Compared(Schema):
    number: int | None = Field(None, description="The version of the original you looked at; without it, the one now.")


@router.get("/pages/{int:page_id}/translations", response=list[TranslationOut], summary="The languages of a page")
def page_translations(request: SignedIn, page_id: int) -> list[dict[str, Any]]:
    """The page among them; empty where there is no other."""
    return [
        {
            "id": told.page.pk,
            "title": told.page.title,
            "language": told.page.language,
            "is_original": told.is_original,
            "outdated": told.outdated,
            "url": absolute(told.page.get_absolute_url()),
        }
        for told in told_of(find_page(request, page_id), request.user)
    ]


@router.post("/pages/{int:page_id}/translations", response={201: Written}, summary="Say a page in another language")
def translate_a_page(request: SignedIn, page_id: int, new: TranslationIn) -> Any:
    """A page beside it, which begins with its text and is read by no more people."""
    made = actions.translate_page(
        find_page(request, page_id),
        by=request.user,
        language=new.language,
        title=new.title,
        client_id=client_id_of(request, new.client_id),
    )
    return Status(201, {"id": made.pk, "url": absolute(made.get_absolute_url())})


@router.put("/pages/{int:page_id}/original", response=PageOut, summary="Say what a page is a translation of")
def link_a_translation(request: SignedIn, page_id: int, new: OriginalIn) -> dict[str, Any]:
    original = get_visible(Page.objects.published().select_related("space"), request.user, pk=new.page)
    actions.link_translation(find_page(request, page_id), by=request.user, original=original, language=new.language)
    return _out(request, page_id)


@router.delete("/pages/{int:page_id}/original", response={204: None}, summary="It is a translation no more")
def unlink_a_translation(request: SignedIn, page_id: int) -> Any:
    actions.unlink_translation(find_page(request, page_id), by=request.user)
    return Status(204, None)


@router.post("/pages/{int:page_id}/comparison", response={204: None}, summary="It says what its original says")
def mark_translation_current(request: SignedIn, page_id: int, compared: Compared) -> Any:
    actions.mark_current(find_page(request, page_id), by=request.user, number=compared.number)
    return Status(204, None)


@router.put("/pages/{int:page_id}/language", response=PageOut, summary="Say in which language a page is")
def set_page_language(request: SignedIn, page_id: int, new: LanguageIn) -> dict[str, Any]:
    actions.set_language(find_page(request, page_id), by=request.user, language=new.language)
    return _out(request, page_id)


@router.get(
    "/spaces/{int:space_id}/wiki/outdated", response=PageOf[PageLine], summary="Translations that have fallen behind"
)
def outdated_pages(request: SignedIn, space_id: int, paging: Query[Paging]) -> dict[str, Any]:
    found = outdated_in(get_visible(Space, request.user, pk=space_id), request.user)
    return page_of(found, paging, lambda page: page_line(page, set()), by=("folded_title", "pk"))


def _out(request: SignedIn, page_id: int) -> dict[str, Any]:
    page = find_page(request, page_id)
    return page_out(page, request.user, may_edit=bool(policies.can_edit_page(request.user, page)))
