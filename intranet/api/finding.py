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


class FacetOut(Schema):
    value: str = Field(description="What the filter of this name takes.")
    label: str
    count: int


class FoundOut(Schema):
    items: list[EntryOut]
    total: int = Field(description="Exact up to 1,000.")
    next: str | None = Field(None, description="Give it as `cursor` to get what follows; null at the end.")
    suggestion: str = Field("", description="What was probably meant, where little was found.")
    remarks: list[str] = Field([], description="What of the question made no sense.")
    facets: dict[str, list[FacetOut]] = Field({}, description="By kind, space, author, tag and year; if asked for.")
    degraded: bool = Field(False, description="The index is being rebuilt; only whole words are found.")


class FindingNarrowing(Schema):
    kind: str = ""
    space: str = Field("", description="Its address, such as `lab`.")
    author: str = Field("", description="A handle.")
    tag: str = ""
    has: str = Field("", description="file, image, document, link or poll.")
    year: str = ""
    after: str = Field("", description="From that day on: 2026-03-31, 2026-03 or 2026.")
    before: str = ""
    unanswered: str = ""
    sort: str = Field("", description="`newest`, or the best first.")


class Slice(Schema):
    cursor: str | None = None
    limit: int = Field(20, ge=1, le=50)


@router.get("/search", response=FoundOut, summary="Search what I may read", tags=["search"])
def find(
    request: SignedIn,
    narrowing: Query[FindingNarrowing],
    paging: Query[Slice],
    q: str = Query(max_length=LONGEST),
    facets: bool = False,
) -> dict[str, Any]:
    """Words, phrases in quotation marks, words to leave out (`-draft`), and `from: in: tag: kind: before: after: has:
    is:unanswered`."""
    require(allow(f"api:search:{request.user.pk}", limit=60, per_seconds=60))
    limit = paging.limit
    offset = min(int(paging.cursor) if paging.cursor and paging.cursor.isdecimal() else 0, 500)
    params = {name: value for name, value in narrowing.dict().items() if value}
    found = search(request.user, q, params=params, limit=limit, offset=offset, facets=facets)
    more = found.total > offset + limit and len(found.entries) == limit
    return {
        "items": [entry_out(entry) for entry in whole(found.entries, request.user)],
        "total": found.total,
        "next": str(offset + limit) if more else None,
        "suggestion": found.suggestion,
        "remarks": list(found.remarks),
        "facets": {name: [vars(value) for value in values] for name, values in found.facets.items()},
        "degraded": found.degraded,
    }
