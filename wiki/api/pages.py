"""``pages``: a space's tree, a page, beginning, writing, moving and taking away."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Router, Schema, Status
from pydantic import Field

from intranet.api.keys import client_id_of
from intranet.api.pages import PageOf, Paging, page_of
from intranet.api.problems import problem
from intranet.api.schemas import EntryOut, Written, absolute, entry_out, whole
from intranet.core.http import SignedIn, get_visible
from intranet.core.text import fold
from intranet.spaces.models import Space
from wiki import actions, policies
from wiki.actions.versions import WrittenMeanwhile
from wiki.links.reading import backlinks_of
from wiki.models import Page, Version

from .schemas import PageLine, PageOut, RevisionOut, find_page, page_line, page_out, revision_line

router = Router(tags=["pages"])


class PageWanted(Paging):
    q: str = Field("", max_length=200, description="Only those with this in their title.")
    under: int | None = Field(None, description="Only what stands directly under this page.")


class PageIn(Schema):
    title: str
    body: str = ""
    client_id: UUID | None = None
    under: int | None = Field(None, description="The page it will stand under; without it, the top.")
    before: int | None = Field(None, description="The sibling it will stand before; without it, last.")
    template: int | None = Field(None, description="The page whose text it begins with, where `body` is empty.")
    language: str = Field("", max_length=8)
    attachments: list[UUID] = []


class PageChange(Schema):
    title: str


class PageTextIn(Schema):
    text: str = Field(description="The whole text, Markdown. It is put in as a difference: who is writing goes on.")
    based_on: int | None = Field(
        None,
        description="The version it was made from: what others wrote since is merged in; 409 with both texts where the "
        "same words were changed. Without it, the text replaces what is there.",
    )
    note: str = Field("", max_length=200)
    publish: bool | None = Field(None, description="Bring it out; without it, as the page does.")


class Move(Schema):
    under: int | None = None
    before: int | None = None
    space: int | None = Field(None, description="The space it goes to; without it, that of `under`, or its own.")


@router.get("/spaces/{int:space_id}/pages", response=PageOf[PageLine], summary="The pages of a space, as in its tree")
def space_pages(request: SignedIn, space_id: int, wanted: Query[PageWanted]) -> dict[str, Any]:
    space = get_visible(Space, request.user, pk=space_id)
    seen = Page.objects.visible_to(request.user)
    pages = seen.in_tree(space)
    if wanted.under is not None:
        pages = pages.filter(parent=wanted.under)
    if wanted.q:
        pages = pages.filter(folded_title__contains=fold(wanted.q))

    def complete(found: list[Page]) -> list[dict[str, Any]]:
        above = {page.parent_id for page in found if page.parent_id}
        shown = set(seen.filter(pk__in=above).values_list("pk", flat=True)) if above else set()
        return [page_line(page, shown) for page in found]

    return page_of(pages, wanted, dict, by=("position", "pk"), complete=complete)


@router.post("/spaces/{int:space_id}/pages", response={201: Written}, summary="Begin a page")
def begin_page(request: SignedIn, space_id: int, new: PageIn) -> Any:
    space = get_visible(Space, request.user, pk=space_id)
    made = actions.create_page(
        space,
        by=request.user,
        title=new.title,
        body=new.body,
        parent=_page(request, new.under),
        before=_page(request, new.before),
        template=_page(request, new.template),
        language=new.language,
        client_id=client_id_of(request, new.client_id),
        attachment_ids=new.attachments,
    )
    return Status(201, {"id": made.pk, "url": absolute(made.get_absolute_url())})


@router.get("/pages/{int:page_id}", response=PageOut, summary="A page, as its readers see it")
def one_page(request: SignedIn, page_id: int) -> dict[str, Any]:
    return _out(request, find_page(request, page_id))


@router.patch("/pages/{int:page_id}", response=PageOut, summary="Call a page something else")
def rename_a_page(request: SignedIn, page_id: int, change: PageChange) -> dict[str, Any]:
    page = find_page(request, page_id)
    actions.rename_page(page, by=request.user, title=change.title)
    return _out(request, page)


@router.put("/pages/{int:page_id}/text", response=RevisionOut, summary="Write a page")
def write_page(request: SignedIn, page_id: int, new: PageTextIn) -> Any:
    page = find_page(request, page_id)
    try:
        version = actions.put_text(
            page,
            by=request.user,
            text=new.text,
            based_on=new.based_on,
            note=new.note,
            sort=Version.Sort.PROGRAM,
            publish=new.publish,
        )
    except WrittenMeanwhile as error:
        now = {"text": error.now_there, "newest": page.version_number}
        return problem(409, " ".join(error.messages), current=now)
    return revision_line(version) | {"text": version.text}


@router.post("/pages/{int:page_id}/publication", response=RevisionOut, summary="Bring the working text out")
def publish_page_text(request: SignedIn, page_id: int) -> dict[str, Any]:
    """Where the space approves what is written, it waits for that first: `published_at` says whether it is out."""
    version = actions.publish_page(find_page(request, page_id), by=request.user)
    return revision_line(version) | {"text": version.text}


@router.delete("/pages/{int:page_id}/publication", response={204: None}, summary="Take back what was handed in")
def take_back_page_text(request: SignedIn, page_id: int) -> Any:
    """Where the space approves what is written, a text that was published waits until then."""
    actions.take_back_text(find_page(request, page_id), by=request.user)
    return Status(204, None)


@router.put("/pages/{int:page_id}/place", response=PageOut, summary="Move a page, with all below it")
def move_a_page(request: SignedIn, page_id: int, to: Move) -> dict[str, Any]:
    page = find_page(request, page_id)
    space = get_visible(Space, request.user, pk=to.space) if to.space is not None else None
    actions.move_page(
        page, by=request.user, parent=_page(request, to.under), before=_page(request, to.before), space=space
    )
    return _out(request, find_page(request, page_id))


@router.delete("/pages/{int:page_id}", response={204: None}, summary="Put a page, with all below it, into the trash")
def trash_a_page(request: SignedIn, page_id: int) -> Any:
    actions.trash_page(find_page(request, page_id), by=request.user)
    return Status(204, None)


@router.get("/pages/{int:page_id}/backlinks", response=PageOf[EntryOut], summary="What points at a page")
def page_backlinks(request: SignedIn, page_id: int, paging: Query[Paging]) -> dict[str, Any]:
    found = backlinks_of(find_page(request, page_id), request.user)
    return page_of(found, paging, entry_out, complete=lambda page: whole(page, request.user))


def _page(request: HttpRequest, pk: int | None) -> Page | None:
    return get_visible(Page.objects.select_related("space"), request.user, pk=pk) if pk is not None else None


def _out(request: SignedIn, page: Page) -> dict[str, Any]:
    return page_out(page, request.user, may_edit=bool(policies.can_edit_page(request.user, page)))
