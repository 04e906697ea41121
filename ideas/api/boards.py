"""``boards`` and their categories: where ideas are gathered."""

from __future__ import annotations

from typing import Any, Literal

from django.shortcuts import get_object_or_404
from ninja import Query, Router, Schema, Status
from pydantic import Field

from ideas import actions
from ideas.boards.readers import save_board
from ideas.models import Board, Category
from intranet.api.links import absolute
from intranet.api.pages import PageOf, Paging, page_of
from intranet.core.http import SignedIn, get_visible
from intranet.spaces.models import Space

router = Router(tags=["boards"])


class BoardChange(Schema):
    name: str | None = None
    description: str | None = None
    writers: Literal["everyone", "staff"] | None = None
    position: int | None = Field(None, ge=0, le=9999)
    votes_per_person: int | None = Field(None, ge=1, le=999, description="null: as many as they like")
    idle_days: int | None = Field(None, ge=7, le=3650, description="null: ideas never cool down")


class BoardIn(BoardChange):
    name: str
    readers: Literal["everyone", "customers", "staff"] = Field(
        "everyone", description="Of a community space; of any other its people read."
    )


class BoardPut(BoardChange):
    readers: Literal["everyone", "customers", "staff"] | None = Field(
        None, description="In a community space; everything that stands on the board is read by those at once."
    )
    is_archived: bool | None = None


class IdeaCategoryOut(Schema):
    id: int
    name: str
    position: int


class BoardOut(Schema):
    id: int
    name: str
    description: str
    space_id: int
    readers: str
    writers: str
    votes_per_person: int | None
    idle_days: int | None
    position: int
    archived: bool
    categories: list[IdeaCategoryOut]
    url: str


class IdeaCategoryIn(Schema):
    name: str


class IdeaCategoryPut(IdeaCategoryIn):
    position: int | None = Field(None, ge=0, le=9999)


@router.get("/boards", response=PageOf[BoardOut], summary="Boards of ideas")
def boards(request: SignedIn, paging: Query[Paging]) -> dict[str, Any]:
    return page_of(readable(request), paging, board_out, by=("position", "name", "pk"))


@router.get("/boards/{int:board_id}", response=BoardOut, summary="One board of ideas")
def board(request: SignedIn, board_id: int) -> dict[str, Any]:
    return board_out(get_object_or_404(readable(request), pk=board_id))


@router.post("/spaces/{int:space_id}/boards", response={201: BoardOut}, summary="Make a board of ideas")
def make_a_board(request: SignedIn, space_id: int, new: BoardIn) -> Any:
    space = get_visible(Space, request.user, pk=space_id)
    said = _said(new)
    made = actions.make_board(space, by=request.user, name=said.pop("name"), **said)
    return Status(201, board_out(made))


@router.put("/boards/{int:board_id}", response=BoardOut, summary="Change what is given of a board")
def change_a_board(request: SignedIn, board_id: int, new: BoardPut) -> dict[str, Any]:
    found = get_object_or_404(readable(request), pk=board_id)
    return board_out(save_board(found, by=request.user, said=_said(new)))


@router.post("/boards/{int:board_id}/categories", response={201: IdeaCategoryOut}, summary="Add a category to a board")
def add_an_idea_category(request: SignedIn, board_id: int, new: IdeaCategoryIn) -> Any:
    found = get_object_or_404(readable(request), pk=board_id)
    return Status(201, category_out(actions.make_category(found, by=request.user, name=new.name)))


@router.put("/idea-categories/{int:category_id}", response=IdeaCategoryOut, summary="Change a category of a board")
def change_an_idea_category(request: SignedIn, category_id: int, new: IdeaCategoryPut) -> dict[str, Any]:
    found = _category(request, category_id)
    return category_out(actions.change_category(found, by=request.user, name=new.name, position=new.position))


@router.delete("/idea-categories/{int:category_id}", response={204: None}, summary="Delete a category of a board")
def delete_an_idea_category(request: SignedIn, category_id: int) -> Any:
    actions.delete_category(_category(request, category_id), by=request.user)
    return Status(204, None)


def readable(request: SignedIn) -> Any:
    return Board.objects.visible_to(request.user).select_related("space").prefetch_related("categories")


def _category(request: SignedIn, category_id: int) -> Category:
    boards = Board.objects.visible_to(request.user)
    return get_object_or_404(Category.objects.filter(board__in=boards).select_related("board__space"), pk=category_id)


def _said(new: BoardChange) -> dict[str, Any]:
    may_be_empty = {"votes_per_person", "idle_days"}
    given = new.dict(exclude_unset=True)
    return {name: value for name, value in given.items() if value is not None or name in may_be_empty}


def board_out(board: Board) -> dict[str, Any]:
    names = ("name", "description", "space_id", "readers", "writers", "votes_per_person", "idle_days", "position")
    return {name: getattr(board, name) for name in names} | {
        "id": board.pk,
        "archived": board.is_archived,
        "categories": [category_out(one) for one in board.categories.all()],
        "url": absolute(board.get_absolute_url()),
    }


def category_out(category: Category) -> dict[str, Any]:
    return {"id": category.pk, "name": category.name, "position": category.position}
