"""``topics``: finding them, asking, changing what was asked, and what solved it."""

from __future__ import annotations

from typing import Any, Literal
from uuid import UUID

from ninja import Query, Router, Schema, Status
from pydantic import Field

from forum import actions
from forum.models import Answer, Category, Topic
from forum.models.categories import TopicSort
from intranet.api.keys import client_id_of
from intranet.api.pages import PageOf, Paging, page_of
from intranet.api.schemas import Written, absolute
from intranet.content.models import Product, ProductVersion
from intranet.core.http import SignedIn, get_visible

from .schemas import TopicLine, TopicOut, find_topic, topic_line, topic_out

router = Router(tags=["topics"])


class TopicWanted(Paging):
    state: Literal["", "unanswered", "unsolved", "solved"] = Field("", description="Only those.")
    sort: Literal["", "question", "problem", "praise", "discussion"] = Field("", description="Only those.")
    tag: str = Field("", max_length=120, description="Only what is filed under this tag (its address).")
    product: int | None = None
    author: str = Field("", max_length=40, description="Only what this person asked (a handle).")


class TopicIn(Schema):
    title: str
    body: str = ""
    sort: TopicSort | None = Field(None, description="One that the category takes; without it, its first.")
    product: int | None = None
    version: int | None = None
    tags: list[str] = []
    client_id: UUID | None = None
    attachments: list[UUID] = []


class TopicChange(Schema):
    title: str | None = None
    body: str | None = None
    sort: TopicSort | None = None
    product: int | None = None
    version: int | None = None
    tags: list[str] | None = None
    based_on: int | None = Field(None, description="The `revision` that was read: 409 when it is another one by now.")


class TopicAskedOut(Written):
    held: bool = Field(description="Whether a moderator looks at it before anybody reads it.")


class Accepted(Schema):
    answer: int


@router.get("/topics", response=PageOf[TopicLine], summary="Topics, what was said last first")
def topics(request: SignedIn, wanted: Query[TopicWanted]) -> dict[str, Any]:
    return _list(request, wanted, Topic.objects.listed())


@router.get("/categories/{int:category_id}/topics", response=PageOf[TopicLine], summary="The topics of a category")
def category_topics(request: SignedIn, category_id: int, wanted: Query[TopicWanted]) -> dict[str, Any]:
    category = get_visible(Category, request.user, pk=category_id)
    return _list(request, wanted, Topic.objects.filter(category=category))


def _list(request: SignedIn, wanted: TopicWanted, topics: Any) -> dict[str, Any]:
    found = topics.visible_to(request.user).without_blocked(request.user).listed().with_place()
    found = found.select_related("product", "version").prefetch_related("tags")
    match wanted.state:
        case "unanswered":
            found = found.filter(answers_count=0)
        case "unsolved":
            found = found.filter(accepted=None, sort__in=[TopicSort.QUESTION, TopicSort.PROBLEM])
        case "solved":
            found = found.filter(accepted__isnull=False)
    if wanted.sort:
        found = found.filter(sort=wanted.sort)
    if wanted.tag:
        found = found.filter(tags__slug=wanted.tag)
    if wanted.product is not None:
        found = found.filter(product=wanted.product)
    if wanted.author:
        found = found.filter(author__handle=wanted.author)
    return page_of(found, wanted, topic_line, by=("-last_said_at", "-pk"))


@router.post("/categories/{int:category_id}/topics", response={201: TopicAskedOut}, summary="Begin a topic")
def ask(request: SignedIn, category_id: int, new: TopicIn) -> Any:
    category = get_visible(Category.objects.select_related("space"), request.user, pk=category_id)
    topic = actions.ask(
        category,
        by=request.user,
        title=new.title,
        body=new.body,
        sort=new.sort or "",
        product=_found(Product, new.product),
        version=_found(ProductVersion, new.version),
        tags=new.tags,
        client_id=client_id_of(request, new.client_id),
        attachment_ids=new.attachments,
    )
    return Status(201, {"id": topic.pk, "url": absolute(topic.get_absolute_url()), "held": topic.is_held})


def _found(model: Any, pk: int | None) -> Any:
    return None if pk is None else model.objects.filter(pk=pk).first()


@router.get("/topics/{int:topic_id}", response=TopicOut, summary="A topic")
def one_topic(request: SignedIn, topic_id: int) -> dict[str, Any]:
    return topic_out(request, find_topic(request, topic_id))


@router.patch("/topics/{int:topic_id}", response=TopicOut, summary="Change what I asked")
def change_topic(request: SignedIn, topic_id: int, change: TopicChange) -> dict[str, Any]:
    topic = find_topic(request, topic_id)
    said = change.model_fields_set
    actions.edit_topic(
        topic,
        by=request.user,
        title=topic.title if change.title is None else change.title,
        body=topic.body if change.body is None else change.body,
        sort=change.sort,
        product=_found(Product, change.product) if "product" in said else topic.product,
        version=_found(ProductVersion, change.version) if "version" in said else topic.version,
        tags=change.tags,
        based_on=change.based_on,
    )
    return topic_out(request, find_topic(request, topic_id))


@router.put("/topics/{int:topic_id}/accepted", response=TopicOut, summary="Say which answer solved it")
def accept_an_answer(request: SignedIn, topic_id: int, accepted: Accepted) -> dict[str, Any]:
    topic = find_topic(request, topic_id)
    given = get_visible(Answer.objects.filter(root=topic.pk), request.user, pk=accepted.answer)
    actions.accept_answer(given, by=request.user)
    return topic_out(request, find_topic(request, topic_id))


@router.delete("/topics/{int:topic_id}/accepted", response=TopicOut, summary="Say that it is not solved after all")
def unaccept(request: SignedIn, topic_id: int) -> dict[str, Any]:
    actions.clear_accepted(find_topic(request, topic_id), by=request.user)
    return topic_out(request, find_topic(request, topic_id))
