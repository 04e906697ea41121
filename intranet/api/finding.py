"""``search``."""

from __future__ import annotations

from typing import Any

from ninja import Query, Router, Schema
from pydantic import Field

from intranet.core.decisions import require
from intranet.core.http import SignedIn
from intranet.core.throttle import allow
from intranet.search.queries import LONGEST, search

from .schemas import EntryOut, entry_out, whole

router = Router()


class FoundOut(Schema):
    items: list[EntryOut]
    total: int = Field(description="Exact up to 1,000.")
    next: str | None = Field(None, description="Give it as `cursor` to get what follows; null at the end.")


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
