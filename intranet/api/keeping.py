"""What one keeps for oneself: ``drafts``, ``bookmarks`` and what is ``scheduled``."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.timezone import is_naive
from ninja import Query, Router, Schema, Status
from pydantic import Field

from intranet.accounts.models import User
from intranet.content import actions as content_actions
from intranet.content.kinds import real
from intranet.content.models import Entry, Timing
from intranet.content.when import When
from intranet.conversation import actions, bookmarks, drafts
from intranet.conversation.models import Draft
from intranet.core.http import SignedIn, get_visible

from .pages import PageOf, Paging, page_of
from .schemas import EntryOut, entry_out, whole

router = Router(tags=["keeping"])


class KeptDraftIn(Schema):
    fields: dict[str, str] = Field(
        description="What stands in the form, by the names of its fields: body, title, link."
    )
    files: list[UUID] = []
    version: int = Field(0, description="The version that was read. Of two that began from one, both are kept.")
    device: str = Field("", max_length=40, description="A name for the program; its own versions are no conflict.")
    client_id: UUID | None = Field(None, description="Of the create to come: when that is made, the draft goes.")


class DraftOut(Schema):
    key: str
    fields: dict[str, str]
    files: list[UUID]
    version: int
    earlier: list[dict[str, Any]] = Field(description="What other devices had written, the newest first.")
    updated_at: datetime


class TimeIn(Schema):
    at: datetime = Field(description="With an offset, or without: then on the clock of my time zone.")


class ScheduledOut(EntryOut):
    due_at: datetime
    time_zone: str


def when_of(moment: datetime, person: User) -> When:
    """A time as a program says it, on its person's clock."""
    if is_naive(moment):
        return When(moment.date(), moment.time(), person.time_zone)
    return When.at(moment, person.time_zone)


# --- Drafts ----------------------------------------------------------------------------------------------------------


def _draft_out(draft: Draft) -> dict[str, Any]:
    return {
        "key": draft.key,
        "fields": draft.fields,
        "files": [file.pk for file in draft.files.all()],
        "version": draft.version,
        "earlier": draft.earlier,
        "updated_at": draft.updated_at,
    }


@router.get("/drafts", response=PageOf[DraftOut], summary="My half-written texts", tags=["drafts"])
def all_drafts(request: SignedIn, paging: Query[Paging]) -> dict[str, Any]:
    mine = drafts.drafts_of(request.user).prefetch_related("files")
    return page_of(mine, paging, _draft_out, by=("-updated_at", "-pk"))


@router.put(
    "/drafts/{key}",
    response={200: DraftOut, 204: None},
    summary="Keep a text; an empty one, or one that was sent, is let go",
    tags=["drafts"],
)
def keep_draft(request: SignedIn, key: str, said: KeptDraftIn) -> Any:
    writing = drafts.Writing(
        fields=said.fields,
        files=said.files,
        based_on=said.version,
        device=said.device,
        client_id=said.client_id,
    )
    draft = drafts.keep_draft(key, writing, by=request.user)
    return Status(200, _draft_out(draft)) if draft is not None else Status(204, None)


@router.delete("/drafts/{key}", response={204: None}, summary="Let go of a text", tags=["drafts"])
def drop_draft(request: SignedIn, key: str) -> Any:
    drafts.drop_draft(key, by=request.user)
    return Status(204, None)


# --- Bookmarks -------------------------------------------------------------------------------------------------------


@router.get("/bookmarks", response=PageOf[EntryOut], summary="What I have saved and may read", tags=["bookmarks"])
def saved(request: SignedIn, paging: Query[Paging], kind: str = "") -> dict[str, Any]:
    listing = bookmarks.saved_by(request.user, kind=kind)
    return page_of(
        listing,
        paging,
        entry_out,
        by=bookmarks.NEWEST,
        complete=lambda found: whole([bookmark.entry for bookmark in found], request.user),
    )


@router.put("/entries/{int:entry_id}/bookmark", response={204: None}, summary="Save an entry", tags=["bookmarks"])
def save_entry(request: SignedIn, entry_id: int) -> Any:
    actions.save_entry(get_visible(Entry, request.user, pk=entry_id), by=request.user)
    return Status(204, None)


@router.delete(
    "/entries/{int:entry_id}/bookmark", response={204: None}, summary="No longer save it", tags=["bookmarks"]
)
def unsave_entry(request: SignedIn, entry_id: int) -> Any:
    actions.save_entry(get_visible(Entry, request.user, pk=entry_id), by=request.user, saved=False)
    return Status(204, None)


# --- What is scheduled -----------------------------------------------------------------------------------------------


@router.get("/scheduled", response=PageOf[ScheduledOut], summary="What of mine waits for its time", tags=["scheduled"])
def scheduled(request: SignedIn, paging: Query[Paging]) -> dict[str, Any]:
    waiting = Timing.objects.filter(entry__author=request.user, entry__state=Entry.State.SCHEDULED)

    def shown(found: list[Timing]) -> list[dict[str, Any]]:
        entries = whole([timing.entry for timing in found], request.user)
        return [
            entry_out(entry) | {"due_at": timing.due_at, "time_zone": timing.zone}
            for entry, timing in zip(entries, found, strict=True)
        ]

    return page_of(waiting.select_related("entry"), paging, lambda one: one, by=("due_at", "pk"), complete=shown)


def _waiting(request: SignedIn, entry_id: int) -> Any:
    return real(get_visible(Entry.objects.with_people(), request.user, pk=entry_id))


@router.put(
    "/entries/{int:entry_id}/time", response={204: None}, summary="Choose when it comes out", tags=["scheduled"]
)
def change_time(request: SignedIn, entry_id: int, change: TimeIn) -> Any:
    found = _waiting(request, entry_id)
    content_actions.change_time(found, by=request.user, when=when_of(change.at, request.user))
    return Status(204, None)


@router.delete(
    "/entries/{int:entry_id}/time", response={204: None}, summary="Make it a draft again", tags=["scheduled"]
)
def take_back(request: SignedIn, entry_id: int) -> Any:
    content_actions.take_back(_waiting(request, entry_id), by=request.user)
    return Status(204, None)


@router.post("/entries/{int:entry_id}/publish", response=EntryOut, summary="Publish it now", tags=["scheduled"])
def publish_now(request: SignedIn, entry_id: int) -> dict[str, Any]:
    out = content_actions.publish_now(_waiting(request, entry_id), by=request.user)
    return entry_out(whole([out], request.user)[0])
