"""The work of those who answer: what waits, whose it is, notes of the staff, canned replies."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any, Literal

from django.shortcuts import get_object_or_404
from ninja import Query, Router, Schema, Status
from pydantic import Field

from forum.models import CannedReply, Category, Note, OfficeHours
from forum.replies import actions as replies
from forum.replies.policies import can_have_replies, replies_of
from forum.replies.values import values_for
from forum.replies.variables import fill
from forum.work import policies
from forum.work.assigning import assign_topic, settle_topic
from forum.work.lists import BY_DUE, Wanted, topics_for
from forum.work.office import set_office_hours
from intranet.accounts.models import User
from intranet.accounts.policies import can_administer
from intranet.api.clock import ClockTime
from intranet.api.keys import client_id_of
from intranet.api.notes import StaffNoteIn
from intranet.api.pages import PageOf, Paging, page_of
from intranet.api.schemas import EntryOut, PersonOut, Written, absolute, entry_out, person_out, whole
from intranet.content.models import Product
from intranet.conversation.notes.actions import add_note
from intranet.conversation.notes.policies import can_read_notes
from intranet.core.decisions import require
from intranet.core.http import SignedIn, get_visible
from intranet.spaces.models import Space

from .schemas import TopicLine, find_topic, topic_line

router = Router(tags=["topics"])


class WorkIn(Paging):
    show: Literal["waiting", "overdue", "mine", "team", "nobody", "unanswered", "all"] = "waiting"
    category: int | None = None
    product: int | None = None
    team: int | None = None


class WorkLine(TopicLine):
    waiting_since: datetime | None
    due_at: datetime | None
    assignee: PersonOut | None


class TopicAssigneeIn(Schema):
    person: str | None = Field(description="A handle; null hands it back to the team.")


class TopicReplyIn(Schema):
    title: str
    body: str = Field(description="Words in braces are filled in: {name}, {product}, {version}, {link} and more.")
    team: int | None = Field(None, description="A space whose people have it too; without it, it is mine alone.")


class ReplyOut(Schema):
    id: int
    title: str
    body: str
    team_id: int | None
    used_count: int


class FilledOut(Schema):
    body: str
    unknown: list[str] = Field(description="Words in braces that mean nothing.")
    empty: list[str] = Field(description="Those that have nothing to say in this topic.")


class OfficeIO(Schema):
    days: list[int] = Field(description="0 is Monday. None: the clock runs at any hour.")
    opens: ClockTime = time(9)
    closes: ClockTime = time(18)
    zone: str = "Europe/Rome"


@router.get("/work", response=PageOf[WorkLine], summary="What waits for an answer of the staff, by when it is due")
def work(request: SignedIn, asked: Query[WorkIn]) -> dict[str, Any]:
    require(policies.can_work(request.user))
    wanted = Wanted(
        asked.show,
        get_visible(Category, request.user, pk=asked.category) if asked.category is not None else None,
        get_visible(Product, request.user, pk=asked.product) if asked.product is not None else None,
        get_visible(Space, request.user, pk=asked.team) if asked.team is not None else None,
    )
    found = topics_for(request.user, wanted).select_related("assignee__department", "assignee__company")
    # taggit's manager hides itself from mypy.
    found = found.prefetch_related("tags")  # type: ignore[misc]
    return page_of(found, asked, _line, by=BY_DUE)


@router.put("/topics/{int:topic_id}/assignee", response={204: None}, summary="Say who answers a topic")
def assign_a_topic(request: SignedIn, topic_id: int, new: TopicAssigneeIn) -> Any:
    topic = find_topic(request, topic_id)
    person = new.person.lstrip("@") if new.person else None
    to = get_visible(User.objects.active(), request.user, handle=person) if person else None
    assign_topic(topic, by=request.user, to=to)
    return Status(204, None)


@router.delete("/topics/{int:topic_id}/waiting", response={204: None}, summary="Say that a topic needs no answer")
def settle_a_topic(request: SignedIn, topic_id: int) -> Any:
    settle_topic(find_topic(request, topic_id), by=request.user)
    return Status(204, None)


@router.get("/topics/{int:topic_id}/notes", response=PageOf[EntryOut], summary="Notes of the staff about a topic")
def topic_notes(request: SignedIn, topic_id: int, paging: Query[Paging]) -> dict[str, Any]:
    topic = find_topic(request, topic_id)
    require(can_read_notes(request.user))
    found = Note.objects.visible_to(request.user).published().filter(root=topic.pk)
    return page_of(found, paging, entry_out, by=("pk",), complete=lambda notes: whole(notes, request.user))


@router.post("/topics/{int:topic_id}/notes", response={201: Written}, summary="Note something among the staff")
def note_on_topic(request: SignedIn, topic_id: int, new: StaffNoteIn) -> Any:
    made = add_note(
        find_topic(request, topic_id),
        by=request.user,
        body=new.body,
        client_id=client_id_of(request, new.client_id),
        attachment_ids=new.attachments,
    )
    return Status(201, {"id": made.pk, "url": absolute(made.get_absolute_url())})


@router.get("/canned-replies", response=PageOf[ReplyOut], summary="My canned replies and those of my teams")
def canned_replies(request: SignedIn, paging: Query[Paging]) -> dict[str, Any]:
    require(can_have_replies(request.user))
    return page_of(replies_of(request.user), paging, _reply_out, by=("title", "pk"))


@router.post("/canned-replies", response={201: ReplyOut}, summary="Make a canned reply")
def make_canned_reply(request: SignedIn, new: TopicReplyIn) -> Any:
    made = replies.save_reply(by=request.user, title=new.title, body=new.body, team=_team(request, new.team))
    return Status(201, _reply_out(made))


@router.put("/canned-replies/{int:reply_id}", response=ReplyOut, summary="Change a canned reply")
def change_canned_reply(request: SignedIn, reply_id: int, new: TopicReplyIn) -> dict[str, Any]:
    found, team = _reply(request, reply_id), _team(request, new.team)
    return _reply_out(replies.save_reply(found, by=request.user, title=new.title, body=new.body, team=team))


@router.delete("/canned-replies/{int:reply_id}", response={204: None}, summary="Delete a canned reply")
def delete_canned_reply(request: SignedIn, reply_id: int) -> Any:
    replies.delete_reply(_reply(request, reply_id), by=request.user)
    return Status(204, None)


@router.post(
    "/topics/{int:topic_id}/canned-replies/{int:reply_id}",
    response=FilledOut,
    summary="A canned reply with what stands for its words in braces; counts that it was used",
)
def fill_canned_reply(request: SignedIn, topic_id: int, reply_id: int) -> dict[str, Any]:
    found, topic = _reply(request, reply_id), find_topic(request, topic_id)
    replies.use_reply(found, by=request.user)
    filled = fill(found.body, values_for(topic, request.user))
    return {"body": filled.body, "unknown": list(filled.unknown), "empty": list(filled.empty)}


@router.put("/office-hours", response=OfficeIO, summary="Say when the house answers")
def set_hours(request: SignedIn, new: OfficeIO) -> dict[str, Any]:
    set_office_hours(by=request.user, days=new.days, opens=new.opens, closes=new.closes, zone_name=new.zone)
    return _hours()


@router.get("/office-hours", response=OfficeIO, summary="When the house answers")
def office_hours(request: SignedIn) -> dict[str, Any]:
    require(can_administer(request.user))
    return _hours()


def _hours() -> dict[str, Any]:
    kept = OfficeHours.objects.filter(pk=1).first()
    if kept is None:
        return {"days": []}
    return {"days": kept.days, "opens": kept.opens, "closes": kept.closes, "zone": kept.zone}


def _line(topic: Any) -> dict[str, Any]:
    return topic_line(topic) | {
        "waiting_since": topic.waiting_since,
        "due_at": topic.due_at,
        "assignee": person_out(topic.assignee) if topic.assignee is not None else None,
    }


def _reply(request: SignedIn, reply_id: int) -> CannedReply:
    return get_object_or_404(replies_of(request.user), pk=reply_id)


def _team(request: SignedIn, pk: int | None) -> Space | None:
    return get_visible(Space, request.user, pk=pk) if pk is not None else None


def _reply_out(reply: CannedReply) -> dict[str, Any]:
    return {
        "id": reply.pk,
        "title": reply.title,
        "body": reply.body,
        "team_id": reply.team_id,
        "used_count": reply.used_count,
    }
