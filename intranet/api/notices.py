"""``notifications``, and who would hear of a comment."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from ninja import Query, Router, Schema, Status
from pydantic import Field

from intranet.content.models import Entry
from intranet.conversation.actions import add_comment
from intranet.conversation.models import Comment
from intranet.core.decisions import require
from intranet.core.http import SignedIn, get_visible
from intranet.core.throttle import allow
from intranet.notifications import actions, groups, inbox
from intranet.notifications.rehearsal import Heard, who_would_hear

from .pages import PageOf, Paging
from .schemas import absolute

router = Router(tags=["notifications"])


class NotificationOut(Schema):
    id: int
    subject: str = Field(description="What it is about: things said about one subject are one item.")
    kind: str = Field(description="Which row of the preferences it falls under.")
    sentence: str
    excerpt: str
    reason: str
    unread: int
    at: datetime
    url: str


class HeardOut(Schema):
    total: int
    by_reason: dict[str, int]
    left_out: list[str] = Field(description="Names in the text of people who cannot read it.")


class CommentDraftIn(Schema):
    body: str
    parent: int | None = None


@router.get("/notifications", response=PageOf[NotificationOut], summary="My inbox")
def notifications(request: SignedIn, paging: Query[Paging], unread: bool = False, kind: str = "") -> dict[str, Any]:
    page = inbox.page_of(request.user, cursor=paging.cursor, only_unread=unread, group=_known(kind))
    items = [
        {
            "id": thread.lead.pk,
            "subject": thread.subject,
            "kind": thread.lead.group,
            "sentence": thread.sentence,
            "excerpt": thread.excerpt,
            "reason": thread.lead.reason,
            "unread": thread.unread,
            "at": thread.lead.created_at,
            "url": absolute(inbox.target_of(thread.lead, thread.space)),
        }
        for thread in page.threads
    ]
    return {"items": items, "next": page.next}


@router.post("/notifications/read", response={204: None}, summary="Mark as read")
def read(request: SignedIn, subject: str | None = None, kind: str = "") -> Any:
    actions.mark_read(by=request.user, subjects=None if subject is None else [subject], group=_known(kind))
    return Status(204, None)


@router.post("/notifications/unread", response={204: None}, summary="Put a subject back among the unread")
def unread(request: SignedIn, subject: str) -> Any:
    actions.mark_unread(by=request.user, subject=subject)
    return Status(204, None)


@router.post("/entries/{int:entry_id}/comments/who-hears", response=HeardOut, summary="Who would hear of a comment")
def who_hears_comment(request: SignedIn, entry_id: int, draft: CommentDraftIn) -> Heard:
    require(allow(f"who-hears:{request.user.pk}", limit=30, per_seconds=60))
    root = get_visible(Entry.objects.filter(root=None), request.user, pk=entry_id)
    parent = get_visible(Comment.objects.filter(root=root), request.user, pk=draft.parent) if draft.parent else None
    return who_would_hear(lambda: add_comment(root, by=request.user, body=draft.body, parent=parent), by=request.user)


def _known(kind: str) -> str:
    if kind and groups.find(kind) is None:
        raise ValidationError({"kind": _("There is no such kind of notification.")})
    return kind
