"""Who reads a page, who edits it, who proposes changes; and whether it is locked."""

from __future__ import annotations

from typing import Any

from ninja import Router, Schema, Status
from pydantic import Field

from intranet.accounts.models import User
from intranet.accounts.people_named import people_named
from intranet.api.named import company_named, department_named
from intranet.api.schemas import PersonOut, person_out
from intranet.core.decisions import require
from intranet.core.http import SignedIn, get_visible
from intranet.realtime.units import unit
from intranet.spaces.models import Circle, Space
from wiki import actions, policies
from wiki.models import Page
from wiki.readers.circles import MOST_NAMED, Chosen, circle_for
from wiki.readers.robots import is_kept_from_robots
from wiki.readers.why import why
from wiki.readers.words import Told, editing_told, number_of_readers, proposing_told, reading_told

from .schemas import PageOut, find_page, page_out

router = Router(tags=["pages"])


class ChosenIn(Schema):
    people: list[str] = Field([], max_length=MOST_NAMED, description="Handles.")
    departments: list[str] = Field([], max_length=MOST_NAMED, description="By name.")
    companies: list[str] = Field([], max_length=MOST_NAMED, description="By name; of readers alone.")
    spaces: list[int] = Field([], max_length=MOST_NAMED)


class RightsIn(Schema):
    """What is left out stays as it is. Empty: as the page above it."""

    reads: Page.Reads | None = None
    readers: ChosenIn | None = Field(None, description="With `reads` of `chosen`: who.")
    alone: bool = Field(False, description="With `reads`: the pages under it stay with the readers they have.")
    with_waiting: bool = Field(
        False, description="With `reads`: also the pages under it that are for the people of the space by themselves."
    )
    edits: Page.Edits | None = None
    editors: ChosenIn | None = Field(None, description="With `edits` of `chosen`: who.")
    proposals: Page.Proposing | None = None
    kept_from_robots: bool | None = Field(
        None, description="Whether search engines are asked to leave it out, and what stands under it."
    )


class Right(Schema):
    """``said_by``: the page above that says so, if the reader may see it; null where this page does, or nobody."""

    who: str
    said_by: int | None
    said_here: bool


class RightsOut(Schema):
    reads: Right
    readers: int | None = Field(description="How many people with an account; null where everybody reads it.")
    edits: Right
    proposals: Right
    kept_from_robots: bool = Field(description="By itself, or by a page above it.")
    may_set: bool


class WhyOut(Schema):
    person: PersonOut
    reads: bool
    because: list[str] = Field(description="Sentences, from the page to the person.")


class Lock(Schema):
    reason: str = Field("", max_length=200)


@router.get("/pages/{int:page_id}/rights", response=RightsOut, summary="Who reads, edits and proposes, in words")
def page_rights(request: SignedIn, page_id: int) -> dict[str, Any]:
    page = find_page(request, page_id)
    require(policies.can_look_at_rights(request.user))
    return {
        "reads": _right(reading_told(page, request.user)),
        "readers": number_of_readers(page),
        "edits": _right(editing_told(page, request.user)),
        "proposals": _right(proposing_told(page, request.user)),
        "kept_from_robots": is_kept_from_robots(page),
        "may_set": bool(policies.can_manage_page(request.user, page)),
    }


@router.get("/pages/{int:page_id}/rights/{handle}", response=WhyOut, summary="Why somebody reads a page, or does not")
def why_somebody_reads(request: SignedIn, page_id: int, handle: str) -> dict[str, Any]:
    page = find_page(request, page_id)
    require(policies.can_look_at_rights(request.user))
    require(policies.can_manage_page(request.user, page))
    people = User.objects.select_related("department", "company")
    answer = why(page, get_visible(people, request.user, handle=handle.lstrip("@")), asker=request.user)
    return {"person": person_out(answer.person), "reads": answer.reads, "because": list(answer.because)}


@router.patch("/pages/{int:page_id}/rights", response=PageOut, summary="Say who reads, edits and proposes")
def set_page_rights(request: SignedIn, page_id: int, new: RightsIn) -> dict[str, Any]:
    page = find_page(request, page_id)
    require(policies.can_manage_page(request.user, page))
    # All of it or nothing.
    with unit():
        if new.reads is not None:
            circle = _circle(request, new.readers, page.reads_circle) if new.reads == Page.Reads.CHOSEN else None
            also = {"alone": new.alone, "with_waiting": new.with_waiting}
            actions.set_reading(page, by=request.user, reads=new.reads, circle=circle, **also)
        if new.edits is not None:
            circle = _circle(request, new.editors, page.edits_circle) if new.edits == Page.Edits.CHOSEN else None
            actions.set_editing(page, by=request.user, edits=new.edits, circle=circle)
        if new.proposals is not None:
            actions.set_proposing(page, by=request.user, proposals=new.proposals)
        if new.kept_from_robots is not None:
            actions.keep_from_robots(page, by=request.user, kept=new.kept_from_robots)
    return _out(request, page_id)


@router.put("/pages/{int:page_id}/lock", response=PageOut, summary="Let only those who answer for it write in it")
def lock_a_page(request: SignedIn, page_id: int, new: Lock) -> dict[str, Any]:
    actions.lock_page(find_page(request, page_id), by=request.user, reason=new.reason)
    return _out(request, page_id)


@router.delete("/pages/{int:page_id}/lock", response={204: None}, summary="Unlock a page")
def unlock_a_page(request: SignedIn, page_id: int) -> Any:
    actions.unlock_page(find_page(request, page_id), by=request.user)
    return Status(204, None)


def _circle(request: SignedIn, named: ChosenIn | None, now: Circle | None) -> Circle | None:
    """The circle there is where nobody is named."""
    if named is None:
        return now
    chosen = Chosen(
        people_named(", ".join(named.people), writer=request.user),
        [department for name in named.departments if (department := department_named(name)) is not None],
        [get_visible(Space.objects.current(), request.user, pk=pk) for pk in named.spaces],
        [company for name in named.companies if (company := company_named(name)) is not None],
    )
    return circle_for(chosen, by=request.user, now=now)


def _right(told: Told) -> dict[str, Any]:
    return {"who": told.words, "said_by": told.source.pk if told.source else None, "said_here": told.own}


def _out(request: SignedIn, page_id: int) -> dict[str, Any]:
    page = find_page(request, page_id)
    return page_out(page, request.user, may_edit=bool(policies.can_edit_page(request.user, page)))
