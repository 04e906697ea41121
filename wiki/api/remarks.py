"""``remarks``: comments about passages of a page. They are answered as comments are, under ``/entries/{page}``."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from django.db.models import prefetch_related_objects
from django.shortcuts import get_object_or_404
from ninja import Query, Router, Schema, Status
from pydantic import Field

from intranet.api.keys import client_id_of
from intranet.api.pages import PageOf, Paging, page_of
from intranet.api.schemas import PersonOut, Written, absolute, person_out
from intranet.conversation.models import Comment
from intranet.core.decisions import require
from intranet.core.http import SignedIn, get_visible
from intranet.core.throttle import allow
from wiki import actions
from wiki.models import Anchor
from wiki.remarks.reading import Thread, anchors_of, threads_at

from .schemas import find_page

router = Router(tags=["pages"])
A_MINUTE = 30


class RemarksAsked(Paging):
    show: Literal["open", "resolved"] = "open"


class RemarkIn(Schema):
    quote: str = Field(max_length=5000, description="The words it is about, as readers see them: no Markdown.")
    prefix: str = Field("", max_length=400, description="What stands before them, where they stand there twice.")
    suffix: str = Field("", max_length=400)
    body: str
    client_id: UUID | None = None
    attachments: list[UUID] = []


class RemarkSaidOut(Schema):
    id: int
    author: PersonOut
    body: str
    body_html: str
    published_at: datetime | None
    url: str


class RemarkOut(RemarkSaidOut):
    quote: str = Field(description="The words as they were marked.")
    number: int = Field(description="The version in which they were marked.")
    gone: bool = Field(description="Whether they stand there no more.")
    answers: list[RemarkSaidOut]
    resolved_at: datetime | None
    resolved_by: PersonOut | None
    may_resolve: bool


@router.get("/pages/{int:page_id}/remarks", response=PageOf[RemarkOut], summary="Comments about passages of a page")
def page_remarks(request: SignedIn, page_id: int, asked: Query[RemarksAsked]) -> dict[str, Any]:
    """The oldest first, each with what is answered to it."""
    page = find_page(request, page_id)
    anchors = anchors_of(page, request.user, resolved=asked.show == "resolved")

    def complete(found: list[Anchor]) -> list[Thread]:
        threads = sorted(threads_at(found, page, request.user), key=lambda thread: thread.comment.pk)
        people = [said.author for thread in threads for said in (thread.comment, *thread.answers)]
        people += [thread.anchor.resolved_by for thread in threads if thread.anchor.resolved_by is not None]
        prefetch_related_objects(people, "department", "company")
        return threads

    return page_of(anchors, asked, _remark, by=("comment_id",), complete=complete)


@router.post("/pages/{int:page_id}/remarks", response={201: Written}, summary="Comment on a passage of a page")
def remark_on_page(request: SignedIn, page_id: int, new: RemarkIn) -> Any:
    """422 where these words do not stand there (any more)."""
    page = find_page(request, page_id)
    require(allow(f"comment:user_{request.user.pk}", limit=A_MINUTE, per_seconds=60))
    made = actions.comment_on_passage(
        page,
        by=request.user,
        body=new.body,
        quote=new.quote,
        prefix=new.prefix,
        suffix=new.suffix,
        client_id=client_id_of(request, new.client_id),
        attachment_ids=new.attachments,
    )
    return Status(201, {"id": made.pk, "url": absolute(made.get_absolute_url())})


@router.put("/remarks/{int:remark_id}/resolution", response={204: None}, summary="Say that a remark is dealt with")
def resolve_a_remark(request: SignedIn, remark_id: int) -> Any:
    actions.resolve_remark(_anchor(request, remark_id), by=request.user)
    return Status(204, None)


@router.delete("/remarks/{int:remark_id}/resolution", response={204: None}, summary="It is not dealt with after all")
def reopen_a_remark(request: SignedIn, remark_id: int) -> Any:
    actions.resolve_remark(_anchor(request, remark_id), by=request.user, resolved=False)
    return Status(204, None)


def _anchor(request: SignedIn, pk: int) -> Anchor:
    comment = get_visible(Comment, request.user, pk=pk)
    return get_object_or_404(Anchor.objects.select_related("comment", "page__space", "page__author"), comment=comment)


def _said(comment: Any) -> dict[str, Any]:
    return {
        "id": comment.pk,
        "author": person_out(comment.author),
        "body": comment.body,
        "body_html": str(comment.body_html),
        "published_at": comment.published_at,
        "url": absolute(comment.get_absolute_url()),
    }


def _remark(thread: Thread) -> dict[str, Any]:
    anchor = thread.anchor
    return _said(thread.comment) | {
        "quote": anchor.quote,
        "number": anchor.number,
        "gone": anchor.is_gone,
        "answers": [_said(answer) for answer in thread.answers],
        "resolved_at": anchor.resolved_at,
        "resolved_by": person_out(anchor.resolved_by) if anchor.resolved_by is not None else None,
        "may_resolve": thread.may_resolve,
    }
