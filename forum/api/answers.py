"""``answers`` and ``vote``: what is said in return, and what helps."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from ninja import Query, Router, Schema, Status

from forum import actions
from forum.models import Answer
from intranet.api.entries import EditIn
from intranet.api.keys import client_id_of
from intranet.api.links import absolute
from intranet.api.pages import PageOf, Paging, page_of
from intranet.content import actions as content_actions
from intranet.core.http import SignedIn, get_visible

from .schemas import AnswerOut, answers_out, find_topic
from .topics import TopicAskedOut

router = Router(tags=["answers"])


class AnswerIn(Schema):
    body: str
    client_id: UUID | None = None
    attachments: list[UUID] = []


@router.get("/topics/{int:topic_id}/answers", response=PageOf[AnswerOut], summary="What was said in return")
def topic_answers(request: SignedIn, topic_id: int, paging: Query[Paging]) -> dict[str, Any]:
    topic = find_topic(request, topic_id)
    seen = Answer.objects.visible_to(request.user).without_blocked(request.user).published().filter(root=topic.pk)
    return page_of(seen, paging, dict, by=("pk",), complete=lambda found: answers_out(request, found, topic))


@router.post("/topics/{int:topic_id}/answers", response={201: TopicAskedOut}, summary="Answer")
def give_answer(request: SignedIn, topic_id: int, new: AnswerIn) -> Any:
    given = actions.answer(
        find_topic(request, topic_id),
        by=request.user,
        body=new.body,
        client_id=client_id_of(request, new.client_id),
        attachment_ids=new.attachments,
    )
    return Status(201, {"id": given.pk, "url": absolute(given.get_absolute_url()), "held": given.is_held})


@router.get("/answers/{int:answer_id}", response=AnswerOut, summary="One answer")
def one_answer(request: SignedIn, answer_id: int) -> dict[str, Any]:
    given = get_visible(Answer, request.user, pk=answer_id)
    assert given.root_id is not None
    return answers_out(request, [given], find_topic(request, given.root_id))[0]


@router.put("/answers/{int:answer_id}", response=AnswerOut, summary="Change my answer")
def change_answer(request: SignedIn, answer_id: int, change: EditIn) -> dict[str, Any]:
    given = get_visible(Answer.objects.select_related("root"), request.user, pk=answer_id)
    content_actions.edit_entry(given, by=request.user, body=change.body, based_on=change.based_on)
    return one_answer(request, answer_id)
