"""``questions`` about a broadcast, and their answers."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from ninja import Query, Router, Schema, Status
from pydantic import Field

from feeds.models import Broadcast, BroadcastQuestion
from intranet.api.keys import client_id_of
from intranet.api.main import register
from intranet.api.pages import PageOf, Paging, page_of
from intranet.api.schemas import PersonOut, Written, absolute, person_out
from intranet.core.http import SignedIn, get_visible

from . import actions, merging, reading

router = Router(tags=["broadcasts"])


class JoinedOut(Schema):
    id: int
    author: PersonOut
    body: str
    body_html: str
    published_at: datetime | None


class QuestionOut(Schema):
    id: int
    author: PersonOut
    body: str
    body_html: str
    votes: int
    mine: bool = Field(description="Whether I voted for it; `PUT` and `DELETE /entries/{id}/vote` change that.")
    answer: str = Field(description="Empty where nobody has answered yet.")
    answer_html: str
    answered_by: PersonOut | None
    answered_at: datetime | None
    published_at: datetime | None
    url: str
    joined: list[JoinedOut] = Field(
        description="Those that asked the same: its answer is for them, and their voices count."
    )


class QuestionIn(Schema):
    body: str = Field(max_length=actions.LONGEST_QUESTION)
    client_id: UUID | None = None


class MergeIn(Schema):
    into: int = Field(description="The question that asked the same, about the same broadcast.")


class QuestionAnswerIn(Schema):
    words: str = Field(max_length=actions.LONGEST_ANSWER)


@router.get(
    "/broadcasts/{int:broadcast_id}/questions",
    response=PageOf[QuestionOut],
    summary="What was asked about a broadcast, the most wanted first",
)
def broadcast_questions(request: SignedIn, broadcast_id: int, paging: Query[Paging]) -> dict[str, Any]:
    broadcast = get_visible(Broadcast, request.user, pk=broadcast_id)
    found = reading.questions_about(broadcast, request.user)
    found = found.select_related("answered_by__company", "answered_by__department")

    def complete(page: list[BroadcastQuestion]) -> list[BroadcastQuestion]:
        reading.complete(page, request.user)
        return page

    return page_of(found, paging, _out, by=reading.BY_VOICES, complete=complete)


@router.post("/broadcasts/{int:broadcast_id}/questions", response={201: Written}, summary="Ask about a broadcast")
def ask_broadcast(request: SignedIn, broadcast_id: int, new: QuestionIn) -> Any:
    broadcast = get_visible(Broadcast, request.user, pk=broadcast_id)
    made = actions.ask(broadcast, by=request.user, body=new.body, client_id=client_id_of(request, new.client_id))
    return Status(201, {"id": made.pk, "url": absolute(made.get_absolute_url())})


@router.put("/broadcast-questions/{int:question_id}/answer", response=QuestionOut, summary="Answer what was asked")
def answer_broadcast_question(request: SignedIn, question_id: int, new: QuestionAnswerIn) -> dict[str, Any]:
    return _completed(actions.answer(_question(request, question_id), by=request.user, words=new.words), request)


@router.put(
    "/broadcast-questions/{int:question_id}/merge",
    response=QuestionOut,
    summary="Join a question with one that asked the same; that one is answered",
)
def merge_broadcast_questions(request: SignedIn, question_id: int, new: MergeIn) -> dict[str, Any]:
    source, into = (_question(request, pk) for pk in (question_id, new.into))
    return _completed(merging.merge(source, into=into, by=request.user), request)


@router.delete(
    "/broadcast-questions/{int:question_id}/merge", response=QuestionOut, summary="Part two that were joined"
)
def part_broadcast_questions(request: SignedIn, question_id: int) -> dict[str, Any]:
    return _completed(merging.undo_merge(_question(request, question_id), by=request.user), request)


def _question(request: SignedIn, pk: int) -> BroadcastQuestion:
    return get_visible(BroadcastQuestion.objects.published().with_people(), request.user, pk=pk)


def _completed(question: BroadcastQuestion, request: SignedIn) -> dict[str, Any]:
    reading.complete([question], request.user)
    return _out(question)


def _out(question: BroadcastQuestion) -> dict[str, Any]:
    return {
        "id": question.pk,
        "author": person_out(question.author),
        "body": question.body,
        "body_html": str(question.body_html),
        "votes": question.votes_count,
        "mine": getattr(question, "is_mine", False),
        "answer": question.answer,
        "answer_html": question.answer_html,
        "answered_by": person_out(question.answered_by) if question.answered_by is not None else None,
        "answered_at": question.answered_at,
        "published_at": question.published_at,
        "url": absolute(question.get_absolute_url()),
        "joined": [_joined_out(one) for one in question.joined],
    }


def _joined_out(question: BroadcastQuestion) -> dict[str, Any]:
    return {
        "id": question.pk,
        "author": person_out(question.author),
        "body": question.body,
        "body_html": str(question.body_html),
        "published_at": question.published_at,
    }


register("", router)
