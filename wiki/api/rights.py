"""Who reads a page, who edits it, who proposes changes; and whether it is locked."""

from __future__ import annotations

from typing import Any

from ninja import Router, Schema, Status
from pydantic import Field

from intranet.core.decisions import require
from intranet.core.http import SignedIn
from intranet.realtime.units import unit
from wiki import actions, policies
from wiki.models import Page
from wiki.readers.words import Told, editing_told, number_of_readers, proposing_told, reading_told

from .schemas import PageOut, find_page, page_out

router = Router(tags=["pages"])


class RightsIn(Schema):
    """What is left out stays as it is. Empty: as the page above it. Chosen people are named on the page itself."""

    reads: Page.Reads | None = None
    edits: Page.Edits | None = None
    proposals: Page.Proposing | None = None


class Lock(Schema):
    reason: str = Field("", max_length=200)


class Right(Schema):
    """``said_by``: the page above that says so, if the reader may see it; null where this page does, or nobody."""

    who: str
    said_by: int | None
    said_here: bool


class RightsOut(Schema):
    reads: Right
    readers: int | None = Field(description="How many people with an account read it; null where everybody does.")
    edits: Right
    proposals: Right


@router.get("/pages/{int:page_id}/rights", response=RightsOut, summary="Who reads, edits and proposes, and who says so")
def page_rights(request: SignedIn, page_id: int) -> dict[str, Any]:
    page = find_page(request, page_id)
    require(policies.can_look_at_rights(request.user))
    return {
        "reads": _right(reading_told(page, request.user)),
        "readers": number_of_readers(page),
        "edits": _right(editing_told(page, request.user)),
        "proposals": _right(proposing_told(page, request.user)),
    }


def _right(told: Told) -> dict[str, Any]:
    return {"who": told.words, "said_by": told.source.pk if told.source else None, "said_here": told.own}


@router.patch("/pages/{int:page_id}/rights", response=PageOut, summary="Say who reads, edits and proposes")
def set_page_rights(request: SignedIn, page_id: int, new: RightsIn) -> dict[str, Any]:
    page = find_page(request, page_id)
    # All of it or nothing.
    with unit():
        if new.reads is not None:
            actions.set_reading(page, by=request.user, reads=new.reads)
        if new.edits is not None:
            actions.set_editing(page, by=request.user, edits=new.edits)
        if new.proposals is not None:
            actions.set_proposing(page, by=request.user, proposals=new.proposals)
    return _out(request, page_id)


@router.put("/pages/{int:page_id}/lock", response=PageOut, summary="Let only those who answer for it write in it")
def lock_a_page(request: SignedIn, page_id: int, new: Lock) -> dict[str, Any]:
    actions.lock_page(find_page(request, page_id), by=request.user, reason=new.reason)
    return _out(request, page_id)


@router.delete("/pages/{int:page_id}/lock", response={204: None}, summary="Unlock a page")
def unlock_a_page(request: SignedIn, page_id: int) -> Any:
    actions.unlock_page(find_page(request, page_id), by=request.user)
    return Status(204, None)


def _out(request: SignedIn, page_id: int) -> dict[str, Any]:
    page = find_page(request, page_id)
    return page_out(page, request.user, may_edit=bool(policies.can_edit_page(request.user, page)))
