"""``notifications`` and ``search``."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from ninja import Query, Router, Schema, Status
from pydantic import Field

from intranet.core.decisions import require
from intranet.core.http import SignedIn
from intranet.core.throttle import allow
from intranet.notifications import actions, inbox
from intranet.search.queries import LONGEST, search

from .pages import PageOf, Paging
from .schemas import EntryOut, absolute, entry_out, whole

router = Router()


class NotificationOut(Schema):
    id: int
    subject: str
    sentence: str
    excerpt: str
    reason: str
    unread: int
    at: datetime
    url: str


class FoundOut(Schema):
    items: list[EntryOut]
    total: int = Field(description="Exact up to 1,000.")
    next: str | None = Field(None, description="Give it as `cursor` to get what follows; null at the end.")


@router.get("/notifications", response=PageOf[NotificationOut], summary="My inbox", tags=["notifications"])
def notifications(request: SignedIn, paging: Query[Paging], unread: bool = False) -> dict[str, Any]:
    page = inbox.page_of(request.user, cursor=paging.cursor, only_unread=unread)
    items = [
        {
            "id": thread.lead.pk,
            "subject": thread.subject,
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


@router.post("/notifications/read", response={204: None}, summary="Mark as read", tags=["notifications"])
def read(request: SignedIn, subject: str | None = None) -> Any:
    actions.mark_read(by=request.user, subjects=None if subject is None else [subject])
    return Status(204, None)


@router.post("/notifications/unread", response={204: None}, summary="Mark as unread again", tags=["notifications"])
def unread(request: SignedIn, subject: str) -> Any:
    actions.mark_unread(by=request.user, subject=subject)
    return Status(204, None)


@router.get("/search", response=FoundOut, summary="Search what I may read", tags=["search"])
def find(
    request: SignedIn,
    q: str = Query(max_length=LONGEST),
    kind: str = "",
    cursor: str | None = None,
    limit: int = Query(20, ge=1, le=50),
) -> dict[str, Any]:
    require(allow(f"api:search:{request.user.pk}", limit=60, per_seconds=60))
    offset = int(cursor) if cursor and cursor.isdigit() else 0
    found = search(request.user, q, kind=kind, limit=limit, offset=min(offset, 500))
    more = found.total > offset + limit and len(found.entries) == limit
    return {
        "items": [entry_out(entry) for entry in whole(found.entries, request.user)],
        "total": found.total,
        "next": str(offset + limit) if more else None,
    }
