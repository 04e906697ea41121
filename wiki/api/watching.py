"""What changed lately in the wikis, and what of it one wants to hear."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from django.db.models import prefetch_related_objects
from ninja import Query, Router, Schema, Status
from pydantic import Field

from intranet.api.pages import PageOf, Paging, page_of
from intranet.api.schemas import PersonOut, absolute, person_out
from intranet.core.http import SignedIn, get_visible
from intranet.spaces.models import Space
from wiki import actions
from wiki.history.recent import Changed, recent_changes
from wiki.history.watching import watched_by, way_of
from wiki.models import Watching

from .schemas import PageLine, find_page, page_line

router = Router(tags=["pages"])


class ChangesAsked(Paging):
    space: int | None = None
    watched: bool = Field(False, description="Only the pages that I watch.")


class PageChangeOut(Schema):
    """A page on one day."""

    page_id: int
    title: str
    space_id: int | None = Field(description="Null where I may not know of the space.")
    older: int | None = Field(
        description="The version before: 0 where the page was not there, null where it is not mine to read."
    )
    newer: int
    versions: int
    authors: list[PersonOut]
    added: int = Field(description="Words that came.")
    removed: int
    notes: list[str]
    last_at: datetime
    url: str


class Way(Schema):
    way: Literal["", "page", "tree", "not"] = Field(
        description="`page`; `tree`: it and all below; `not`, though I watch what stands above it; empty: nothing said."
    )


class PageWayIn(Schema):
    way: Literal["page", "tree", "not"]


class WatchedOut(Schema):
    page: PageLine | None = Field(description="Null for all pages of a space.")
    space_id: int | None = Field(description="Null where I may not know of the space.")
    way: Literal["page", "tree"]


@router.get("/page-changes", response=PageOf[PageChangeOut], summary="What changed lately, by page and day")
def page_changes(request: SignedIn, asked: Query[ChangesAsked]) -> dict[str, Any]:
    space = get_visible(Space, request.user, pk=asked.space) if asked.space is not None else None
    found = recent_changes(request.user, space=space, only_watched=asked.watched, cursor=asked.cursor, size=asked.limit)
    changes = [change for day in found.days for change in day.changes]
    prefetch_related_objects([person for change in changes for person in change.authors], "department", "company")
    return {"items": [_change(change) for change in changes], "next": found.next}


@router.get("/pages/{int:page_id}/watching", response=Way, summary="Whether I watch a page")
def page_watching(request: SignedIn, page_id: int) -> dict[str, str]:
    return {"way": way_of(request.user, find_page(request, page_id))}


@router.put("/pages/{int:page_id}/watching", response=Way, summary="Watch a page, or no longer")
def watch_a_page(request: SignedIn, page_id: int, new: PageWayIn) -> dict[str, str]:
    actions.watch_page(find_page(request, page_id), by=request.user, way=new.way)
    return {"way": new.way}


@router.put("/spaces/{int:space_id}/wiki/watching", response={204: None}, summary="Watch all pages of a space")
def watch_wiki(request: SignedIn, space_id: int) -> Any:
    actions.watch_space(get_visible(Space, request.user, pk=space_id), by=request.user)
    return Status(204, None)


@router.delete("/spaces/{int:space_id}/wiki/watching", response={204: None}, summary="Watch them no longer")
def unwatch_wiki(request: SignedIn, space_id: int) -> Any:
    actions.watch_space(get_visible(Space, request.user, pk=space_id), by=request.user, watching=False)
    return Status(204, None)


@router.get("/me/watched-pages", response=PageOf[WatchedOut], summary="What I watch of the wikis, the latest first")
def watched_pages(request: SignedIn, paging: Query[Paging]) -> dict[str, Any]:
    known: set[int] = set()

    def complete(rows: list[Watching]) -> list[Watching]:
        of_pages = {row.page.space_id for row in rows if row.page is not None and row.page.space_id is not None}
        seen = Space.objects.visible_to(request.user).filter(pk__in=of_pages)
        known.update(seen.values_list("pk", flat=True))
        return rows

    def show(row: Watching) -> dict[str, Any]:
        page = row.page
        if page is None:
            return {"page": None, "space_id": row.space_id, "way": row.way}
        space_id = page.space_id if page.space_id in known else None
        return {"page": page_line(page, set()), "space_id": space_id, "way": row.way}

    return page_of(watched_by(request.user).select_related("page"), paging, show, by=("-pk",), complete=complete)


def _change(change: Changed) -> dict[str, Any]:
    return {
        "page_id": change.page.pk,
        "title": change.page.title,
        "space_id": change.space.pk if change.space is not None else None,
        "older": change.older,
        "newer": change.newer,
        "versions": change.versions,
        "authors": [person_out(person) for person in change.authors],
        "added": change.added,
        "removed": change.removed,
        "notes": change.notes,
        "last_at": change.last_at,
        "url": absolute(change.page.get_absolute_url()),
    }
