"""Who answers for a page, that it is true, and whether it was of use."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.shortcuts import get_object_or_404
from ninja import Query, Router, Schema, Status
from pydantic import Field

from intranet.accounts.models import User
from intranet.api.pages import PageOf, Paging, page_of
from intranet.api.schemas import PersonOut, person_out
from intranet.core.decisions import require
from intranet.core.http import SignedIn, get_visible
from intranet.spaces.models import Space
from wiki import policies
from wiki.models import Opinion
from wiki.truth import actions
from wiki.truth import policies as truth_policies
from wiki.truth.reading import answered_for_by, words_about

from .schemas import PageLine, PageOut, find_page, page_line, page_out

router = Router(tags=["pages"])


class PageOwnerIn(Schema):
    owner: str | None = Field(None, description="The handle of one person; or")
    team: int | None = Field(None, description="a space. Neither: nobody in particular.")
    months: int | None = Field(None, description="Look again every so many months.")


class OpinionIn(Schema):
    helpful: bool
    words: str = Field("", max_length=2000, description="For those who answer for the page alone.")


class OpinionOut(Schema):
    id: int
    person: PersonOut | None = Field(description="Null for who has no account.")
    helpful: bool
    words: str
    number: int = Field(description="The version that was read.")
    given_at: datetime
    settled_at: datetime | None


@router.get("/me/pages", response=PageOf[PageLine], summary="The pages I answer for")
def my_pages(request: SignedIn, paging: Query[Paging]) -> dict[str, Any]:
    found = answered_for_by(request.user)
    return page_of(found, paging, lambda page: page_line(page, set()), by=("title", "pk"))


@router.put("/pages/{int:page_id}/owner", response=PageOut, summary="Say who answers for a page")
def entrust_page(request: SignedIn, page_id: int, new: PageOwnerIn) -> dict[str, Any]:
    page = find_page(request, page_id)
    owner = get_visible(User.objects.active(), request.user, handle=new.owner.lstrip("@")) if new.owner else None
    team = get_visible(Space, request.user, pk=new.team) if new.team is not None else None
    actions.set_owner(page, by=request.user, owner=owner, team=team, months=new.months)
    return _out(request, page_id)


@router.post("/pages/{int:page_id}/verification", response=PageOut, summary="Say that a page is true today")
def verify_a_page(request: SignedIn, page_id: int) -> dict[str, Any]:
    actions.verify_page(find_page(request, page_id), by=request.user)
    return _out(request, page_id)


@router.put("/pages/{int:page_id}/helpful", response={204: None}, summary="Say whether a page was of use")
def say_page_helpful(request: SignedIn, page_id: int, new: OpinionIn) -> Any:
    actions.say_helpful(find_page(request, page_id), by=request.user, was_helpful=new.helpful, words=new.words)
    return Status(204, None)


@router.get("/pages/{int:page_id}/opinions", response=PageOf[OpinionOut], summary="What readers wrote of a page")
def page_opinions(request: SignedIn, page_id: int, paging: Query[Paging]) -> dict[str, Any]:
    page = find_page(request, page_id)
    require(truth_policies.can_read_opinions(request.user, page))
    found = words_about(page).select_related("person__department", "person__company")
    return page_of(found, paging, _opinion_out, by=("-given_at", "-pk"))


@router.put("/pages/{int:page_id}/opinions/{int:opinion_id}/settled", response=OpinionOut, summary="It is done")
def settle_page_opinion(request: SignedIn, page_id: int, opinion_id: int) -> dict[str, Any]:
    page = find_page(request, page_id)
    require(truth_policies.can_read_opinions(request.user, page))
    found = get_object_or_404(words_about(page).select_related("page__space"), pk=opinion_id)
    return _opinion_out(actions.settle_opinion(found, by=request.user))


def _opinion_out(opinion: Opinion) -> dict[str, Any]:
    return {
        "id": opinion.pk,
        "person": person_out(opinion.person) if opinion.person is not None else None,
        "helpful": opinion.was_helpful,
        "words": opinion.words,
        "number": opinion.number,
        "given_at": opinion.given_at,
        "settled_at": opinion.settled_at,
    }


def _out(request: SignedIn, page_id: int) -> dict[str, Any]:
    page = find_page(request, page_id)
    return page_out(page, request.user, may_edit=bool(policies.can_edit_page(request.user, page)))
