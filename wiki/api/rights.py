"""Who reads a page, who edits it, who proposes changes; and whether it is locked."""

from __future__ import annotations

from typing import Any

from ninja import Router, Schema, Status
from pydantic import Field

from intranet.core.http import SignedIn
from intranet.realtime.units import unit
from wiki import actions, policies
from wiki.models import Page

from .schemas import PageOut, find_page, page_out

router = Router(tags=["pages"])


class RightsIn(Schema):
    """What is left out stays as it is. Empty: as the page above it. Chosen people are named on the page itself."""

    reads: Page.Reads | None = None
    edits: Page.Edits | None = None
    proposals: Page.Proposing | None = None


class Lock(Schema):
    reason: str = Field("", max_length=200)


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
