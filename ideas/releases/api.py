"""``releases``: reading them, writing one, saying what it delivers, putting it out."""

from __future__ import annotations

import datetime
from typing import Any, Literal
from uuid import UUID

from ninja import Query, Router, Schema, Status
from pydantic import Field

from ideas import actions
from ideas.models import Release
from intranet.api.keys import client_id_of
from intranet.api.main import register
from intranet.api.pages import PageOf, Paging, page_of
from intranet.api.schemas import PersonOut, Written, absolute, person_out
from intranet.content.models import Entry, ProductVersion
from intranet.core.http import SignedIn, get_visible
from intranet.spaces.models import Space

from .listing import bring_delivered, releases_for

router = Router(tags=["releases"])
Readers = Literal["everyone", "customers", "staff"]


class DeliveredOut(Schema):
    id: int
    kind: str
    title: str
    url: str


class ReleaseLine(Schema):
    id: int
    title: str
    state: str
    version: str
    released_on: datetime.date | None
    published_at: datetime.datetime | None
    author: PersonOut
    url: str
    delivers: list[DeliveredOut] = Field(description="Ideas and pages it names, as far as I may read them.")


class ReleaseOut(ReleaseLine):
    body: str
    body_html: str
    revision: int


class ReleaseIn(Schema):
    title: str = Field(max_length=200)
    body: str = ""
    readers: Readers = "everyone"
    version: int | None = Field(None, description="The number of a version of a product.")
    released_on: datetime.date | None = None
    client_id: UUID | None = None


class ReleaseChange(Schema):
    title: str | None = Field(None, max_length=200)
    body: str | None = None
    readers: Readers | None = Field(None, description="Only while it is not out.")
    version: int | None = None
    released_on: datetime.date | None = None
    based_on: int | None = Field(None, description="The `revision` that was read: 409 when it is another one by now.")


class NamedIn(Schema):
    entry: int = Field(description="An idea that I decide about, or a page I read.")


@router.get("/releases", response=PageOf[ReleaseLine], summary="What has been delivered, the newest first")
def releases(request: SignedIn, paging: Query[Paging]) -> dict[str, Any]:
    found = releases_for(request.user).without_blocked(request.user)
    page = page_of(found, paging, lambda one: one, by=("-published_at", "-pk"))
    bring_delivered(page["items"], request.user)
    return page | {"items": [_line(one) for one in page["items"]]}


@router.get("/releases/{int:release_id}", response=ReleaseOut, summary="One release")
def release(request: SignedIn, release_id: int) -> dict[str, Any]:
    return _out(request, release_id)


@router.post("/spaces/{int:space_id}/releases", response={201: Written}, summary="Begin a release: a draft of mine")
def draft_release(request: SignedIn, space_id: int, sent: ReleaseIn) -> Status:
    space = get_visible(Space, request.user, pk=space_id)
    words = sent.model_dump(exclude={"client_id", "version"}) | {"version": _version(sent.version)}
    made = actions.draft_release(space, by=request.user, client_id=client_id_of(request, sent.client_id), **words)
    return Status(201, {"id": made.pk, "url": absolute(made.get_absolute_url())})


@router.put("/releases/{int:release_id}", response=ReleaseOut, summary="Change a release of mine")
def edit_release(request: SignedIn, release_id: int, sent: ReleaseChange) -> dict[str, Any]:
    found = _find(request, release_id)
    given = sent.model_dump(exclude_unset=True)
    actions.edit_release(
        found,
        by=request.user,
        title=found.title if sent.title is None else sent.title,
        body=found.body if sent.body is None else sent.body,
        readers=sent.readers,
        version=_version(sent.version) if "version" in given else found.version,
        product=found.product,
        released_on=sent.released_on if "released_on" in given else found.released_on,
        based_on=sent.based_on,
    )
    return _out(request, release_id)


@router.post("/releases/{int:release_id}/deliveries", response=ReleaseOut, summary="Name what it delivers")
def name_in_release(request: SignedIn, release_id: int, sent: NamedIn) -> dict[str, Any]:
    entry = get_visible(Entry, request.user, pk=sent.entry)
    actions.name_in_release(_find(request, release_id), entry, by=request.user)
    return _out(request, release_id)


@router.delete("/releases/{int:release_id}/deliveries/{int:entry_id}", response=ReleaseOut, summary="Take it out again")
def drop_from_release(request: SignedIn, release_id: int, entry_id: int) -> dict[str, Any]:
    entry = get_visible(Entry, request.user, pk=entry_id)
    actions.drop_from_release(_find(request, release_id), entry, by=request.user)
    return _out(request, release_id)


@router.post("/releases/{int:release_id}/publication", response=ReleaseOut, summary="Put it out, and tell everybody")
def publish_release(request: SignedIn, release_id: int) -> dict[str, Any]:
    actions.publish_release(_find(request, release_id), by=request.user)
    return _out(request, release_id)


def _find(request: SignedIn, release_id: int) -> Release:
    found = Release.objects.select_related(
        "author__company", "author__department", "space", "version__product", "product"
    )
    return get_visible(found, request.user, pk=release_id)


def _version(pk: int | None) -> ProductVersion | None:
    return None if pk is None else get_visible(ProductVersion, None, pk=pk)


def _out(request: SignedIn, release_id: int) -> dict[str, Any]:
    found = _find(request, release_id)
    bring_delivered([found], request.user)
    words = {"body": found.body, "body_html": found.body_html, "revision": found.revisions_count}
    return _line(found) | words


def _line(found: Any) -> dict[str, Any]:
    return {
        "id": found.pk,
        "title": found.title,
        "state": found.state,
        "version": str(found.version or found.product or ""),
        "released_on": found.released_on,
        "published_at": found.published_at,
        "author": person_out(found.author),
        "url": absolute(found.get_absolute_url()),
        "delivers": [
            {
                "id": one.entry_id,
                "kind": one.kind,
                "title": one.title,
                "url": absolute(one.get_absolute_url()),
            }
            for one in found.delivered
        ],
    }


register("", router)
