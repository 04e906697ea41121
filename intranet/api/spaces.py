"""``spaces``."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from ninja import Query, Router, Schema, Status
from pydantic import Field

from intranet.core.decisions import require
from intranet.core.http import SignedIn, get_visible
from intranet.spaces import actions, policies
from intranet.spaces.audiences import spaces_joined
from intranet.spaces.listing import spaces_for
from intranet.spaces.models import Space
from intranet.spaces.tree import children_of, with_parents

from .pages import PageOf, Paging, page_of
from .schemas import SpaceOut, space_out

router = Router(tags=["spaces"])


class SpaceIn(Schema):
    name: str = Field(max_length=80)
    purpose: str = Field("", max_length=200)
    about: str = Field("", max_length=10000)
    visibility: Space.Visibility = Space.Visibility.OPEN
    posting: Space.Posting = Space.Posting.MEMBERS
    parent_id: int | None = Field(None, description="The space in which it is to stand.")


class SpaceChange(Schema):
    """What is left out stays as it is."""

    name: str | None = Field(None, max_length=80)
    purpose: str | None = Field(None, max_length=200)
    about: str | None = Field(None, max_length=10000)
    visibility: Space.Visibility | None = None
    posting: Space.Posting | None = None
    archived: bool | None = None
    with_children: bool = Field(False, description="Archive what stands in it, too, as far as I keep it.")


class ParentIn(Schema):
    parent_id: int | None = Field(description="Null takes it out of where it stands.")


@router.get("/spaces", response=PageOf[SpaceOut], summary="The spaces I may know of")
def spaces(request: SignedIn, paging: Query[Paging], show: str = "", q: str = "") -> dict[str, Any]:
    return _page(request, spaces_for(request.user, show=show, matching=q), paging)


@router.post("/spaces", response={201: SpaceOut}, summary="Open a space")
def open_space(request: SignedIn, new: SpaceIn) -> Any:
    asked = new.dict()
    asked["parent"] = _parent(request, asked.pop("parent_id"))
    space = actions.create_space(by=request.user, **asked)
    return Status(201, _out(request, space))


@router.get("/spaces/{int:space_id}", response=SpaceOut, summary="One space")
def space(request: SignedIn, space_id: int) -> dict[str, Any]:
    return _out(request, get_visible(Space, request.user, pk=space_id))


@router.put("/spaces/{int:space_id}", response=SpaceOut, summary="Change a space")
def change(request: SignedIn, space_id: int, new: SpaceChange) -> dict[str, Any]:
    space = get_visible(Space, request.user, pk=space_id)
    require(policies.can_manage(request.user, space))
    changes = {name: value for name, value in new.dict().items() if value is not None}
    archived, with_children = changes.pop("archived", None), changes.pop("with_children")
    if changes:
        space = actions.change_space(space, by=request.user, **changes)
    if archived is not None:
        actions.archive_space(space, by=request.user, archived=archived, with_children=with_children)
    return _out(request, get_visible(Space, request.user, pk=space_id))


@router.get("/spaces/{int:space_id}/spaces", response=PageOf[SpaceOut], summary="What stands in a space")
def subspaces(request: SignedIn, space_id: int, paging: Query[Paging]) -> dict[str, Any]:
    return _page(request, children_of(get_visible(Space, request.user, pk=space_id), request.user), paging)


@router.put("/spaces/{int:space_id}/parent", response=SpaceOut, summary="Move a space into another, or out")
def move_space(request: SignedIn, space_id: int, new: ParentIn) -> dict[str, Any]:
    space = get_visible(Space, request.user, pk=space_id)
    require(policies.can_manage(request.user, space))
    actions.move_space(space, by=request.user, parent=_parent(request, new.parent_id))
    return _out(request, space)


@router.put("/spaces/{int:space_id}/membership", response=SpaceOut, summary="Join")
def join(request: SignedIn, space_id: int) -> dict[str, Any]:
    space = get_visible(Space, request.user, pk=space_id)
    actions.join_space(space, by=request.user)
    return _out(request, get_visible(Space, request.user, pk=space_id))


@router.delete("/spaces/{int:space_id}/membership", response={204: None}, summary="Leave")
def leave(request: SignedIn, space_id: int) -> Any:
    actions.leave_space(get_visible(Space, request.user, pk=space_id), by=request.user)
    return Status(204, None)


def _parent(request: SignedIn, pk: int | None) -> Space | None:
    return get_visible(Space, request.user, pk=pk) if pk is not None else None


def _out(request: SignedIn, space: Space) -> dict[str, Any]:
    return space_out(with_parents([space], request.user)[0], spaces_joined(request.user))


def _page(request: SignedIn, listing: QuerySet[Space], paging: Paging) -> dict[str, Any]:
    joined = spaces_joined(request.user)
    return page_of(
        listing,
        paging,
        lambda space: space_out(space, joined),
        by=("name", "pk"),
        complete=lambda page: with_parents(page, request.user),
    )
