"""What the API says of a topic and of its answers."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from ninja import Schema
from pydantic import Field

from forum.models import Answer, Topic
from forum.models.categories import TopicSort
from intranet.api.schemas import EntryOut, PersonOut, absolute, entry_out, person_out, whole
from intranet.conversation.votes import voted_by
from intranet.core.http import SignedIn, get_visible


class TopicLine(Schema):
    """A topic in a list, without its text."""

    id: int
    title: str
    sort: TopicSort
    category_id: int
    author: PersonOut
    product: str | None
    version: str | None
    tags: list[str]
    answers_count: int
    votes: int = Field(description="How many have it too.")
    views: int
    solved: bool
    closed: bool
    published_at: datetime | None
    last_said_at: datetime
    url: str


class TopicOut(EntryOut):
    sort: TopicSort
    category_id: int
    product: str | None
    version: str | None
    answers_count: int
    votes: int
    my_vote: bool
    views: int
    accepted_id: int | None = Field(description="The answer that solved it.")
    unlisted: bool
    last_said_at: datetime


class AnswerOut(EntryOut):
    accepted: bool
    votes: int
    my_vote: bool


_OF_BOTH = ("sort", "category_id", "product", "version", "answers_count", "votes", "views", "last_said_at")


def find_topic(request: SignedIn, topic_id: int) -> Topic:
    return get_visible(Topic.objects.with_place(), request.user, pk=topic_id)


def topic_line(topic: Any) -> dict[str, Any]:
    return {
        "id": topic.pk,
        "title": topic.title,
        "sort": topic.sort,
        "category_id": topic.category_id,
        "author": person_out(topic.author),
        "product": topic.product.name if topic.product else None,
        "version": topic.version.name if topic.version else None,
        "tags": [tag.name for tag in topic.tags.all()],
        "answers_count": topic.answers_count,
        "votes": topic.votes_count,
        "views": topic.views_count,
        "solved": topic.is_solved,
        "closed": topic.comments_locked,
        "published_at": topic.published_at,
        "last_said_at": topic.last_said_at,
        "url": absolute(topic.get_absolute_url()),
    }


def topic_out(request: SignedIn, topic: Topic) -> dict[str, Any]:
    found = whole([topic], request.user)[0]
    line = topic_line(found)
    own = {name: line[name] for name in _OF_BOTH}
    return (
        entry_out(found)
        | own
        | {
            "my_vote": found.pk in voted_by(request.user, [found]),
            "accepted_id": found.accepted_id,
            "unlisted": found.unlisted,
        }
    )


def answers_out(request: SignedIn, answers: list[Answer], topic: Topic) -> list[dict[str, Any]]:
    found = whole(list(answers), request.user)
    mine = voted_by(request.user, found)
    return [
        entry_out(one) | {"accepted": one.pk == topic.accepted_id, "votes": one.votes_count, "my_vote": one.pk in mine}
        for one in found
    ]
