"""``spaces``."""

from __future__ import annotations

from typing import Any

from ninja import Query, Router, Schema, Status
from pydantic import Field

from intranet.core.http import SignedIn, get_visible
from intranet.spaces import actions
from intranet.spaces.audiences import spaces_joined
from intranet.spaces.listing import spaces_for
from intranet.spaces.models import Space

from .pages import PageOf, Paging, page_of
from .schemas import SpaceOut, space_out

router = Router(tags=["spaces"])


class SpaceIn(Schema):
    name: str = Field(max_length=80)
    purpose: str = Field("", max_length=200)
    about: str = Field("", max_length=10000)
    visibility: Space.Visibility = Space.Visibility.OPEN


@router.get("/spaces", response=PageOf[SpaceOut], summary="The spaces I may know of")
def spaces(request: SignedIn, paging: Query[Paging], show: str = "", q: str = "") -> dict[str, Any]:
    joined = spaces_joined(request.user)
    listing = spaces_for(request.user, show=show, matching=q)
    return page_of(listing, paging, lambda space: space_out(space, joined), by=("name", "pk"))


@router.post("/spaces", response={201: SpaceOut}, summary="Open a space")
def open_space(request: SignedIn, new: SpaceIn) -> Any:
    space = actions.create_space(by=request.user, **new.dict())
    return Status(201, space_out(space, spaces_joined(request.user)))


@router.get("/spaces/{int:space_id}", response=SpaceOut, summary="One space")
def space(request: SignedIn, space_id: int) -> dict[str, Any]:
    return space_out(get_visible(Space, request.user, pk=space_id), spaces_joined(request.user))


@router.put("/spaces/{int:space_id}/membership", response=SpaceOut, summary="Join")
def join(request: SignedIn, space_id: int) -> dict[str, Any]:
    space = get_visible(Space, request.user, pk=space_id)
    actions.join_space(space, by=request.user)
    return space_out(get_visible(Space, request.user, pk=space_id), spaces_joined(request.user))


@router.delete("/spaces/{int:space_id}/membership", response={204: None}, summary="Leave")
def leave(request: SignedIn, space_id: int) -> Any:
    actions.leave_space(get_visible(Space, request.user, pk=space_id), by=request.user)
    return Status(204, None)
