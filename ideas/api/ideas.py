"""``ideas``: finding them, suggesting, and changing what was suggested. Votes are ``PUT /entries/{id}/vote``."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404
from ninja import Query, Router, Schema, Status
from pydantic import Field

from ideas import actions
from ideas.listing import Looking
from ideas.models import Category, Idea
from ideas.tallies import tallies_of
from intranet.api.keys import client_id_of
from intranet.api.pages import PageOf, Paging, page_of
from intranet.api.schemas import EntryOut, PersonOut, Written, absolute, entry_out, person_out, whole
from intranet.content.models import Product
from intranet.conversation.votes import voted_by
from intranet.core.http import SignedIn, get_visible

from .boards import readable

router = Router(tags=["ideas"])


class WantedIdeas(Paging):
    sort: str = Field("top", description="`top`, `new` or `trending`, and what else the lists offer.")
    status: str = Field("", description="The address of a status or a meaning; `all`; empty: not decided yet.")
    whose: str = Field("", description="`mine`, `voted`, `owned`, `nobody`, or the number of who owns it.")
    tag: str = Field("", max_length=80)
    category: str = Field("", max_length=20)
    product: str = Field("", max_length=20)


class IdeaTallyOut(Schema):
    staff: int
    customers: int
    companies: int


class IdeaLine(Schema):
    """An idea in a list, without its text."""

    id: int
    title: str
    board_id: int
    category_id: int | None
    product: str | None
    status: str
    meaning: str
    author: PersonOut
    owner: PersonOut | None
    due_on: date | None
    votes: int
    my_vote: bool
    tally: IdeaTallyOut
    comments_count: int
    published_at: datetime | None
    last_moved_at: datetime
    url: str


class IdeaOut(EntryOut):
    board_id: int
    category_id: int | None
    product: str | None
    status: str
    meaning: str
    status_at: datetime
    answer: str = Field(description="What the house says to it, as Markdown.")
    answered_at: datetime | None
    owner: PersonOut | None
    due_on: date | None
    votes: int
    my_vote: bool
    tally: IdeaTallyOut
    merged_into: int | None = Field(description="The idea at the top of what it was joined into.")
    last_moved_at: datetime


class IdeaIn(Schema):
    title: str
    body: str = ""
    category: int | None = None
    product: int | None = None
    tags: list[str] = []
    client_id: UUID | None = None
    attachments: list[UUID] = []


class IdeaChange(Schema):
    title: str | None = None
    body: str | None = None
    category: int | None = None
    product: int | None = None
    tags: list[str] | None = None
    based_on: int | None = Field(None, description="The `revision` that was read: 409 when it is another one by now.")


class SuggestedOut(Written):
    held: bool = Field(description="Whether a moderator looks at it before anybody reads it.")


@router.get("/ideas", response=PageOf[IdeaLine], summary="Ideas of all boards")
def all_ideas(request: SignedIn, wanted: Query[WantedIdeas]) -> dict[str, Any]:
    return _list(request, wanted, Idea.objects.listed())


@router.get("/boards/{int:board_id}/ideas", response=PageOf[IdeaLine], summary="The ideas of a board")
def ideas_of_a_board(request: SignedIn, board_id: int, wanted: Query[WantedIdeas]) -> dict[str, Any]:
    board = get_object_or_404(readable(request), pk=board_id)
    return _list(request, wanted, Idea.objects.filter(board=board))


@router.post("/boards/{int:board_id}/ideas", response={201: SuggestedOut}, summary="Suggest an idea")
def suggest(request: SignedIn, board_id: int, new: IdeaIn) -> Any:
    idea = actions.suggest(
        get_object_or_404(readable(request), pk=board_id),
        by=request.user,
        title=new.title,
        body=new.body,
        category=_found(Category, new.category),
        product=_found(Product, new.product),
        tags=new.tags,
        client_id=client_id_of(request, new.client_id),
        attachment_ids=new.attachments,
    )
    return Status(201, {"id": idea.pk, "url": absolute(idea.get_absolute_url()), "held": idea.is_held})


@router.get("/ideas/{int:idea_id}", response=IdeaOut, summary="An idea")
def one_idea(request: SignedIn, idea_id: int) -> dict[str, Any]:
    return _out(request, _idea(request, idea_id))


@router.patch("/ideas/{int:idea_id}", response=IdeaOut, summary="Change what I suggested")
def change_idea(request: SignedIn, idea_id: int, change: IdeaChange) -> dict[str, Any]:
    idea = _idea(request, idea_id)
    said = change.model_fields_set
    actions.edit_idea(
        idea,
        by=request.user,
        title=idea.title if change.title is None else change.title,
        body=idea.body if change.body is None else change.body,
        category=_found(Category, change.category) if "category" in said else idea.category,
        product=_found(Product, change.product) if "product" in said else idea.product,
        tags=change.tags,
        based_on=change.based_on,
    )
    return _out(request, _idea(request, idea_id))


def _list(request: SignedIn, wanted: WantedIdeas, ideas: Any) -> dict[str, Any]:
    looking = Looking.read(wanted.dict())
    found = ideas.visible_to(request.user).without_blocked(request.user).listed().with_place()
    found = looking.apply(found.select_related("product", "owner__department", "owner__company"), request.user)

    def complete(page: list[Any]) -> list[Any]:
        tallies, mine = tallies_of(page), voted_by(request.user, page)
        return [(one, tallies[one.pk], one.pk in mine) for one in page]

    return page_of(found, wanted, lambda told: _line(*told), by=looking.by, complete=complete)


def _idea(request: SignedIn, idea_id: int) -> Any:
    return get_visible(Idea.objects.with_place().select_related("product"), request.user, pk=idea_id)


def _found(model: Any, pk: int | None) -> Any:
    return None if pk is None else model.objects.filter(pk=pk).first()


def _of_both(idea: Any, tally: Any, mine: bool) -> dict[str, Any]:
    return {
        "board_id": idea.board_id,
        "category_id": idea.category_id,
        "product": idea.product.name if idea.product else None,
        "status": idea.status.label,
        "meaning": idea.status.meaning,
        "owner": person_out(idea.owner) if idea.owner else None,
        "due_on": idea.due_on,
        "votes": idea.votes_count,
        "my_vote": mine,
        "tally": tally._asdict(),
        "last_moved_at": idea.last_moved_at,
    }


def _line(idea: Any, tally: Any, mine: bool) -> dict[str, Any]:
    return _of_both(idea, tally, mine) | {
        "id": idea.pk,
        "title": idea.title,
        "author": person_out(idea.author),
        "comments_count": idea.comments_count,
        "published_at": idea.published_at,
        "url": absolute(idea.get_absolute_url()),
    }


def _out(request: SignedIn, idea: Any) -> dict[str, Any]:
    found = whole([idea], request.user)[0]
    tally, mine = tallies_of([found])[found.pk], found.pk in voted_by(request.user, [found])
    own = {"status_at": found.status_at, "answer": found.answer, "answered_at": found.answered_at}
    return entry_out(found) | _of_both(found, tally, mine) | own | {"merged_into": found.head_id}
