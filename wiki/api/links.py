"""What in a wiki wants looking after: links that lead nowhere, pages that nothing leads to, what is due."""

from __future__ import annotations

from typing import Any

from ninja import Router, Schema
from pydantic import Field

from intranet.core.http import SignedIn, get_visible
from intranet.spaces.models import Space
from wiki.links.reading import broken_in, orphans_in, wanted_in
from wiki.truth.reading import ownerless_in, stale_in

from .schemas import PageLine, page_line

router = Router(tags=["pages"])
MOST_SHOWN = 200


class WantedOut(Schema):
    title: str
    times: int = Field(description="How many pages point at it.")


class BrokenOut(Schema):
    page: PageLine
    written: str = Field(description="What stands in its text.")


class CareOut(Schema):
    """Of each 200 at most."""

    wanted: list[WantedOut] = Field(description="Titles that are pointed at and that nobody has written.")
    broken: list[BrokenOut]
    orphans: list[PageLine] = Field(description="Nothing leads to them but the tree.")
    stale: list[PageLine] = Field(description="Somebody was to look at them by now.")
    ownerless: list[PageLine] = Field(description="They are to be looked at again, and nobody answers for them.")


@router.get("/spaces/{int:space_id}/wiki/care", response=CareOut, summary="What in a wiki wants looking after")
def wiki_care(request: SignedIn, space_id: int) -> dict[str, Any]:
    space, viewer = get_visible(Space, request.user, pk=space_id), request.user
    return {
        "wanted": [{"title": want.written, "times": want.times} for want in wanted_in(space, viewer)],
        "broken": [{"page": page_line(one.page, set()), "written": one.written} for one in broken_in(space, viewer)],
        "orphans": _lines(orphans_in(space, viewer)),
        "stale": _lines(stale_in(space, viewer)),
        "ownerless": _lines(ownerless_in(space, viewer)),
    }


def _lines(pages: Any) -> list[dict[str, Any]]:
    return [page_line(page, set()) for page in pages[:MOST_SHOWN]]
