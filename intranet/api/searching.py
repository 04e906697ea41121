"""The searches one keeps, and what is searched for."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.shortcuts import get_object_or_404
from ninja import Router, Schema, Status
from pydantic import Field

from intranet.core.decisions import require
from intranet.core.http import SignedIn
from intranet.search import actions, heard
from intranet.search.models import SavedSearch
from intranet.search.policies import can_read_search_reports

router = Router()


class SavedSearchOut(Schema):
    id: int
    name: str
    query: str = Field(description="The query string of the page, and of `GET /search`.")
    is_watch: bool = Field(description="Words to be told of.")
    exactly: bool
    alert: str = Field(description="off, at_once or daily.")


class SearchIn(Schema):
    name: str = Field(max_length=60)
    query: str = Field(max_length=600)
    alert: str = "off"


class WatchIn(Schema):
    words: str = Field(max_length=60)
    alert: str = Field("at_once", description="at_once or daily.")
    exactly: bool = Field(False, description="Only in this form; otherwise in all forms of these words.")


class AlertIn(Schema):
    alert: str = Field(description="off, at_once or daily.")


class SearchAskedOut(Schema):
    text: str
    people: int
    times: int
    last_at: datetime


class ReportsOut(Schema):
    nothing: list[SearchAskedOut] = Field(description="Words by which several people found nothing.")
    unopened: list[SearchAskedOut] = Field(
        description="Words by which several people found something and opened none of it."
    )


@router.get("/me/searches", response=list[SavedSearchOut], summary="The searches I keep", tags=["search"])
def searches(request: SignedIn) -> Any:
    return SavedSearch.objects.filter(person=request.user)


@router.post("/me/searches", response={201: SavedSearchOut}, summary="Keep a search under a name", tags=["search"])
def save_search(request: SignedIn, new: SearchIn) -> Any:
    """Under a name that is taken, it takes the place of the one before: so twice is once."""
    return Status(201, actions.save_search(by=request.user, **new.dict()))


@router.post("/me/watches", response={201: SavedSearchOut}, summary="Be told of words", tags=["search"])
def watch_words(request: SignedIn, new: WatchIn) -> Any:
    """They stand among my searches from then on. The same words again take the place of those before."""
    return Status(201, actions.watch_words(by=request.user, **new.dict()))


@router.put("/me/searches/{int:search_id}", response={204: None}, summary="Say when to be told", tags=["search"])
def set_alert(request: SignedIn, search_id: int, wanted: AlertIn) -> Any:
    actions.set_alert(_own(request, search_id), by=request.user, alert=wanted.alert)
    return Status(204, None)


@router.delete("/me/searches/{int:search_id}", response={204: None}, summary="Delete a search", tags=["search"])
def delete_search(request: SignedIn, search_id: int) -> Any:
    actions.delete_search(_own(request, search_id), by=request.user)
    return Status(204, None)


@router.get("/search-reports", response=ReportsOut, summary="What is searched for", tags=["search"])
def search_reports(request: SignedIn) -> dict[str, Any]:
    """For moderators: words of the last 90 days that at least three people have searched for, without who."""
    require(can_read_search_reports(request.user))
    return {"nothing": heard.found_nothing(), "unopened": heard.opened_nothing()}


def _own(request: SignedIn, search_id: int) -> SavedSearch:
    return get_object_or_404(SavedSearch, person=request.user, pk=search_id)
