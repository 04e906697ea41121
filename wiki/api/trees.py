"""Pages among their like: copies, templates, the page a wiki opens with, and the trash."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from ninja import Query, Router, Schema, Status
from pydantic import Field

from intranet.api.pages import PageOf, Paging, page_of
from intranet.api.schemas import PersonOut, Written, absolute, person_out
from intranet.core.decisions import require
from intranet.core.http import SignedIn, get_visible
from intranet.spaces.models import Space
from wiki import actions, policies
from wiki.history.watching import is_watching_space
from wiki.models import Page, Tree
from wiki.trash import listing

from .schemas import PageLine, find_page, page_line

router = Router(tags=["pages"])


class WikiOut(Schema):
    """The wiki of a space, as far as I may know of it."""

    space_id: int
    start: int | None = Field(description="The page it opens with; null for none, and where that is not mine to read.")
    watching: bool = Field(description="Whether I hear of changes to every page.")
    may_begin: bool = Field(description="Whether I may begin pages at the top.")
    may_set_start: bool


class TreeStartIn(Schema):
    page: int | None


class TrashedOut(Schema):
    id: int
    title: str
    space_id: int
    trashed_at: datetime | None
    trashed_by: PersonOut | None
    along: int = Field(description="How many pages went along with it, and come back with it.")
    may_restore: bool


@router.get("/spaces/{int:space_id}/wiki", response=WikiOut, summary="The wiki of a space")
def one_wiki(request: SignedIn, space_id: int) -> dict[str, Any]:
    space = get_visible(Space, request.user, pk=space_id)
    begun = Tree.objects.filter(space=space).values("start")
    start = Page.objects.visible_to(request.user).published().filter(pk__in=begun, space=space).first()
    return {
        "space_id": space.pk,
        "start": start.pk if start is not None else None,
        "watching": is_watching_space(request.user, space),
        "may_begin": bool(policies.can_create_in(request.user, space)),
        "may_set_start": bool(policies.can_set_start(request.user, space)),
    }


@router.put("/spaces/{int:space_id}/wiki/start", response=WikiOut, summary="Choose the page a wiki opens with")
def set_wiki_start(request: SignedIn, space_id: int, new: TreeStartIn) -> dict[str, Any]:
    space = get_visible(Space, request.user, pk=space_id)
    page = get_visible(Page, request.user, pk=new.page) if new.page is not None else None
    actions.set_start(space, by=request.user, page=page)
    return one_wiki(request, space_id)


@router.get("/spaces/{int:space_id}/wiki/templates", response=PageOf[PageLine], summary="What pages can begin with")
def wiki_templates(request: SignedIn, space_id: int, paging: Query[Paging]) -> dict[str, Any]:
    """The templates of this space. Name one as `template` when you begin a page."""
    space = get_visible(Space, request.user, pk=space_id)
    require(policies.can_create_in(request.user, space))
    found = Page.objects.visible_to(request.user).in_tree(space).filter(is_template=True)
    return page_of(found, paging, lambda page: page_line(page, set()), by=("folded_title", "pk"))


@router.put("/pages/{int:page_id}/template", response={204: None}, summary="Have other pages begin with this one")
def make_template(request: SignedIn, page_id: int) -> Any:
    actions.mark_template(find_page(request, page_id), by=request.user)
    return Status(204, None)


@router.delete("/pages/{int:page_id}/template", response={204: None}, summary="It is no template any more")
def make_no_template(request: SignedIn, page_id: int) -> Any:
    actions.mark_template(find_page(request, page_id), by=request.user, is_template=False)
    return Status(204, None)


@router.post("/pages/{int:page_id}/copies", response={201: Written}, summary="Copy a page, right behind it")
def copy_a_page(request: SignedIn, page_id: int) -> Any:
    made = actions.copy_page(find_page(request, page_id), by=request.user)
    return Status(201, {"id": made.pk, "url": absolute(made.get_absolute_url())})


@router.get("/spaces/{int:space_id}/wiki/trash", response=PageOf[TrashedOut], summary="What is in the trash of a wiki")
def wiki_trash(request: SignedIn, space_id: int, paging: Query[Paging]) -> dict[str, Any]:
    """All of it for who keeps the space; for others what they began, answer for, or put there."""
    space = get_visible(Space, request.user, pk=space_id)
    require(policies.can_create_in(request.user, space))
    gone = listing.gone_from(space, request.user).select_related("withdrawn_by__department", "withdrawn_by__company")
    return page_of(
        gone, paging, _trashed, by=listing.NEWEST, complete=lambda pages: listing.lines_of(pages, request.user)
    )


@router.post("/pages/{int:page_id}/undelete", response=Written, summary="Bring a page back out of the trash")
def undelete_page(request: SignedIn, page_id: int) -> dict[str, Any]:
    """With what went along with it."""
    page = actions.restore_page(listing.gone_page(page_id, request.user), by=request.user)
    return {"id": page.pk, "url": absolute(page.get_absolute_url())}


def _trashed(line: listing.Trashed) -> dict[str, Any]:
    page = line.page
    return {
        "id": page.pk,
        "title": page.last_title,
        "space_id": page.space_id,
        "trashed_at": page.withdrawn_at,
        "trashed_by": person_out(page.withdrawn_by) if page.withdrawn_by is not None else None,
        "along": line.along,
        "may_restore": line.may_restore,
    }
