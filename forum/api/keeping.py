"""Keeping order over ``topics``: where they stand, what belongs together, what is closed."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.shortcuts import get_object_or_404
from ninja import Router, Schema, Status
from pydantic import Field

from forum.keeping import closing
from forum.keeping.merging import merge_topics, undo_merge
from forum.keeping.moving import move_topic
from forum.keeping.refiling import put_filing_back, refile_topic, refilings_of
from forum.keeping.splitting import split_topic
from forum.keeping.tagging import tag_topic
from forum.models import Category, Merge, Topic
from forum.models.categories import TopicSort
from forum.policies import can_keep_topic
from intranet.api.schemas import PersonOut, Written, absolute, person_out
from intranet.core.decisions import require
from intranet.core.http import SignedIn, get_visible

from .schemas import TopicOut, find_topic, topic_out

MOST_FILINGS = 100
router = Router(tags=["topics"])


class CategoryChosen(Schema):
    category: int


class TopicChosen(Schema):
    topic: int


class SplitIn(Schema):
    answers: list[int] = Field(description="They become a topic of their own; the first is its question.")
    title: str
    category: int | None = Field(None, description="Without it, the one it stands in.")
    sort: TopicSort | None = None


class MergeOut(Schema):
    id: int
    into: int


class TopicClosingIn(Schema):
    reason: str = Field("", description="Stands above the topic for its readers.")


class TopicPinIn(Schema):
    until: datetime


class TagsIn(Schema):
    tags: list[str]


class FilingIn(Schema):
    title: str | None = Field(None, description="Without it, the title stays.")
    tags: list[str] | None = Field(None, description="The chosen ones, all of them; without it they stay.")
    based_on: int | None = Field(None, description="The `revision` that was read: 409 when it is another one by now.")


class FilingOut(Schema):
    number: int
    by: PersonOut
    title_before: str
    tags_before: list[str]


@router.put("/topics/{int:topic_id}/category", response=TopicOut, summary="Move a topic; who reads it changes with it")
def move_a_topic(request: SignedIn, topic_id: int, new: CategoryChosen) -> dict[str, Any]:
    topic = find_topic(request, topic_id)
    move_topic(topic, by=request.user, category=_category(request, new.category))
    return topic_out(request, find_topic(request, topic_id))


@router.post("/topics/{int:topic_id}/splits", response={201: Written}, summary="Make answers a topic of their own")
def split_a_topic(request: SignedIn, topic_id: int, new: SplitIn) -> Any:
    made = split_topic(
        find_topic(request, topic_id),
        by=request.user,
        answers=new.answers,
        title=new.title,
        category=_category(request, new.category) if new.category is not None else None,
        sort=new.sort.value if new.sort is not None else "",
    )
    return Status(201, {"id": made.pk, "url": absolute(made.get_absolute_url())})


@router.put("/topics/{int:topic_id}/merged-into", response=MergeOut, summary="Join a topic with another")
def merge_a_topic(request: SignedIn, topic_id: int, new: TopicChosen) -> dict[str, Any]:
    source, target = find_topic(request, topic_id), find_topic(request, new.topic)
    merge = merge_topics(source, into=target, by=request.user)
    return {"id": merge.pk, "into": target.pk}


@router.delete("/merges/{int:merge_id}", response={204: None}, summary="Part two topics that were joined")
def part_topics(request: SignedIn, merge_id: int) -> Any:
    readable = Topic.objects.visible_to(request.user)
    found = Merge.objects.select_related("source__category", "target__category", "question")
    undo_merge(get_object_or_404(found, pk=merge_id, source__in=readable, target__in=readable), by=request.user)
    return Status(204, None)


@router.put("/topics/{int:topic_id}/closed", response=TopicOut, summary="Take no more answers, and say why")
def close_a_topic(request: SignedIn, topic_id: int, new: TopicClosingIn) -> dict[str, Any]:
    closing.close_topic(find_topic(request, topic_id), by=request.user, reason=new.reason)
    return topic_out(request, find_topic(request, topic_id))


@router.delete("/topics/{int:topic_id}/closed", response=TopicOut, summary="Take answers again")
def open_a_topic(request: SignedIn, topic_id: int) -> dict[str, Any]:
    closing.open_topic(find_topic(request, topic_id), by=request.user)
    return topic_out(request, find_topic(request, topic_id))


@router.put("/topics/{int:topic_id}/pin", response={204: None}, summary="Keep a topic on top of its category")
def pin_a_topic(request: SignedIn, topic_id: int, new: TopicPinIn) -> Any:
    closing.pin_topic(find_topic(request, topic_id), by=request.user, until=new.until)
    return Status(204, None)


@router.delete("/topics/{int:topic_id}/pin", response={204: None}, summary="Take a topic from the top")
def unpin_a_topic(request: SignedIn, topic_id: int) -> Any:
    closing.unpin_topic(find_topic(request, topic_id), by=request.user)
    return Status(204, None)


@router.put("/topics/{int:topic_id}/unlisted", response={204: None}, summary="Take a topic out of every list")
def unlist_a_topic(request: SignedIn, topic_id: int) -> Any:
    closing.unlist_topic(find_topic(request, topic_id), by=request.user)
    return Status(204, None)


@router.delete("/topics/{int:topic_id}/unlisted", response={204: None}, summary="Put a topic back into the lists")
def list_a_topic(request: SignedIn, topic_id: int) -> Any:
    closing.unlist_topic(find_topic(request, topic_id), by=request.user, unlisted=False)
    return Status(204, None)


@router.put("/topics/{int:topic_id}/duplicate-of", response={204: None}, summary="Say where it was asked before")
def lead_to_an_older_topic(request: SignedIn, topic_id: int, new: TopicChosen) -> Any:
    closing.mark_duplicate(find_topic(request, topic_id), of=find_topic(request, new.topic), by=request.user)
    return Status(204, None)


@router.post("/topics/{int:topic_id}/tags", response=TopicOut, summary="File a topic under further tags")
def tag_a_topic(request: SignedIn, topic_id: int, new: TagsIn) -> dict[str, Any]:
    tag_topic(find_topic(request, topic_id), by=request.user, tags=new.tags)
    return topic_out(request, find_topic(request, topic_id))


@router.put("/topics/{int:topic_id}/filing", response=TopicOut, summary="Give a topic another title and other tags")
def refile_a_topic(request: SignedIn, topic_id: int, new: FilingIn) -> dict[str, Any]:
    topic = find_topic(request, topic_id)
    refile_topic(
        topic,
        by=request.user,
        title=topic.title if new.title is None else new.title,
        tags=topic.chosen_tags if new.tags is None else new.tags,
        based_on=new.based_on,
    )
    return topic_out(request, find_topic(request, topic_id))


@router.get("/topics/{int:topic_id}/filings", response=list[FilingOut], summary="What others made of title and tags")
def filings_of_a_topic(request: SignedIn, topic_id: int) -> list[dict[str, Any]]:
    topic = find_topic(request, topic_id)
    require(can_keep_topic(request.user, topic))
    return [
        {"number": one.number, "by": person_out(one.editor), "title_before": one.title, "tags_before": one.tags}
        for one in refilings_of(topic).select_related("editor")[:MOST_FILINGS]
    ]


@router.post(
    "/topics/{int:topic_id}/filings/{int:number}/restoration",
    response=TopicOut,
    summary="Put back the title and the tags from before a change",
)
def put_a_filing_back(request: SignedIn, topic_id: int, number: int) -> dict[str, Any]:
    put_filing_back(find_topic(request, topic_id), by=request.user, number=number)
    return topic_out(request, find_topic(request, topic_id))


def _category(request: SignedIn, pk: int) -> Category:
    return get_visible(Category.objects.select_related("space"), request.user, pk=pk)
