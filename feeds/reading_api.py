"""``entries`` as my feed, with the filters of the page, ``me/filters``, and what of it I have read."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qsl

from django.shortcuts import get_object_or_404
from ninja import Query, Router, Schema, Status
from pydantic import Field

from intranet.api.pages import PageOf, Paging, page_of
from intranet.api.schemas import EntryOut, entry_out, whole
from intranet.content.models import Entry
from intranet.core.http import SignedIn, get_visible
from intranet.spaces.models import Space

from . import keeping_filters, unread
from .filters import Filter
from .models import SavedFilter
from .timeline import home_entries

router = Router()


class FeedNarrowing(Schema):
    """As in the address of the home page. What makes no sense is not asked for."""

    scope: str = Field("", description="mine (spaces and following), spaces, following or everything.")
    kind: str = ""
    tag: str = ""
    author: str = Field("", description="A handle.")
    since: str = Field("", description="A day, as 2026-11-30.")
    until: str = Field("", description="A day, itself included.")
    show: str = Field("", description="`unread` for what is new in my spaces.")
    sort: str = Field("", description="newest or active.")


class SeenIn(Schema):
    entries: list[int] = Field(max_length=unread.MOST_AT_ONCE)


class SeenAllIn(Schema):
    space: str = Field("", description="The slug of one space; without it, everywhere.")


class FeedUnreadOut(Schema):
    unread: int = Field(description="How many posts of the space are unread now.")


class FilterOut(Schema):
    id: int
    name: str
    query: str = Field(description="The query string of the page, and of `GET /entries`.")
    is_default: bool


class FilterIn(Schema):
    name: str = Field(max_length=40)
    query: str = Field("", max_length=400)
    is_default: bool = False


@router.get("/entries", response=PageOf[EntryOut], summary="My feed", tags=["entries"])
def entries(request: SignedIn, paging: Query[Paging], narrowing: Query[FeedNarrowing]) -> dict[str, Any]:
    wanted = Filter.read(narrowing.dict())
    listing = home_entries(request.user, wanted)
    return page_of(listing, paging, entry_out, by=wanted.by, complete=lambda found: whole(found, request.user))


@router.post("/me/seen", response={204: None}, summary="Say which posts I have looked at", tags=["me"])
def seen(request: SignedIn, looked: SeenIn) -> Any:
    """They are no longer unread in my spaces, on any device. What I cannot see, or have seen, is passed over."""
    unread.look_at(looked.entries, by=request.user)
    return Status(204, None)


@router.post("/me/seen/all", response={204: None}, summary="Mark all as read", tags=["me"])
def seen_all(request: SignedIn, of: SeenAllIn) -> Any:
    if of.space:
        unread.read_space(get_visible(Space, request.user, slug=of.space), by=request.user)
    else:
        unread.read_everything(by=request.user)
    return Status(204, None)


@router.post(
    "/entries/{int:entry_id}/unread", response=FeedUnreadOut, summary="Mark unread from here", tags=["entries"]
)
def unread_from(request: SignedIn, entry_id: int) -> dict[str, int]:
    """This post and all after it in its space."""
    entry = get_visible(Entry.objects.with_people(), request.user, pk=entry_id)
    return {"unread": unread.mark_unread_from(entry, by=request.user)}


@router.get("/me/filters", response=list[FilterOut], summary="The filters I keep", tags=["me"])
def filters(request: SignedIn) -> Any:
    return SavedFilter.objects.filter(person=request.user)


@router.post("/me/filters", response={201: FilterOut}, summary="Keep a filter under a name", tags=["me"])
def keep_filter(request: SignedIn, new: FilterIn) -> Any:
    """Under a name that is taken, it takes the place of the one before: so twice is once."""
    wanted = Filter.read(dict(parse_qsl(new.query)))
    saved = keeping_filters.save_filter(by=request.user, name=new.name, wanted=wanted, is_default=new.is_default)
    return Status(201, saved)


@router.delete("/me/filters/{int:filter_id}", response={204: None}, summary="Delete a filter", tags=["me"])
def delete_filter(request: SignedIn, filter_id: int) -> Any:
    saved = get_object_or_404(SavedFilter, person=request.user, pk=filter_id)
    keeping_filters.delete_filter(saved, by=request.user)
    return Status(204, None)


@router.put("/me/filters/{int:filter_id}/first", response={204: None}, summary="Begin with this filter", tags=["me"])
def begin_with(request: SignedIn, filter_id: int) -> Any:
    keeping_filters.open_with(_own(request, filter_id), by=request.user)
    return Status(204, None)


@router.delete("/me/filters/{int:filter_id}/first", response={204: None}, summary="Begin with everything", tags=["me"])
def begin_without(request: SignedIn, filter_id: int) -> Any:
    if _own(request, filter_id).is_default:
        keeping_filters.open_with(None, by=request.user)
    return Status(204, None)


def _own(request: SignedIn, filter_id: int) -> SavedFilter:
    return get_object_or_404(SavedFilter, person=request.user, pk=filter_id)
