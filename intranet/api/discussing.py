"""Around what was written: its earlier versions, who reacted, watching, closing its comments, bringing it back; and
the tags under which it is found."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import Http404
from ninja import Query, Router, Schema, Status
from pydantic import Field

from intranet.content import actions as content_actions
from intranet.content import policies as content_policies
from intranet.content.history import Version, versions_of
from intranet.content.kinds import kind_of, real
from intranet.content.models import Entry, Tag
from intranet.content.tags import entries_tagged, tags_seen_by
from intranet.conversation import actions
from intranet.conversation.models import Watch
from intranet.conversation.reactions import who_reacted
from intranet.core.decisions import require
from intranet.core.http import SignedIn, get_visible
from intranet.core.text import tag_slug

from .pages import PageOf, Paging, page_of
from .schemas import EntryOut, PersonOut, entry_out, people_out, whole

router = Router(tags=["entries"])


class EntryVersionOut(Schema):
    number: int
    writer: str = Field(description="A handle.")
    written_at: datetime
    note: str
    title: str
    body: str
    is_current: bool


class GiversOut(Schema):
    sort: str
    count: int
    people: list[PersonOut] = Field(description="The latest of them.")


class TagOut(Schema):
    name: str
    slug: str
    count: int = Field(description="Of what I may read under it.")


@router.get("/entries/{int:entry_id}/versions", response=list[EntryVersionOut], summary="How the words came to be")
def entry_versions(request: SignedIn, entry_id: int) -> list[dict[str, Any]]:
    """The current one first, 200 at most."""
    found = get_visible(Entry.objects.with_people(), request.user, pk=entry_id)
    require(content_policies.can_see_history(request.user, found))
    return [_version_out(version) for version in versions_of(found)]


@router.get("/entries/{int:entry_id}/reactions", response=list[GiversOut], summary="Who reacted, and how")
def reactions(request: SignedIn, entry_id: int) -> list[dict[str, Any]]:
    found = get_visible(Entry, request.user, pk=entry_id)
    return [
        {"sort": one.sort, "count": one.count, "people": people_out(one.people)}
        for one in who_reacted(found, request.user)
    ]


@router.put("/entries/{int:entry_id}/watch", response={204: None}, summary="Hear of every comment")
def watch(request: SignedIn, entry_id: int) -> Any:
    actions.watch(_root(request, entry_id), by=request.user, level=Watch.Level.ALL)
    return Status(204, None)


@router.delete("/entries/{int:entry_id}/watch", response={204: None}, summary="Hear only when I am named")
def unwatch(request: SignedIn, entry_id: int) -> Any:
    actions.watch(_root(request, entry_id), by=request.user, level=Watch.Level.NONE)
    return Status(204, None)


@router.put("/entries/{int:entry_id}/lock", response={204: None}, summary="Close the comments")
def lock(request: SignedIn, entry_id: int) -> Any:
    return _locked(request, entry_id, locked=True)


@router.delete("/entries/{int:entry_id}/lock", response={204: None}, summary="Open the comments again")
def unlock(request: SignedIn, entry_id: int) -> Any:
    return _locked(request, entry_id, locked=False)


@router.post("/entries/{int:entry_id}/undelete", response=EntryOut, summary="Bring back what I deleted")
def undelete(request: SignedIn, entry_id: int) -> dict[str, Any]:
    found = Entry.objects.with_people().recoverable_by(request.user).filter(pk=entry_id).first()
    if found is None:
        raise Http404
    content_actions.undelete_entry(real(found), by=request.user)
    return entry_out(whole([get_visible(Entry, request.user, pk=entry_id)], request.user)[0])


@router.get("/tags", response=list[TagOut], summary="The tags of what I may read, the most used first")
def tags(request: SignedIn, limit: int = Query(100, ge=1, le=500)) -> Any:
    return tags_seen_by(request.user)[:limit]


@router.get("/tags/{slug}/entries", response=PageOf[EntryOut], summary="What stands under a tag")
def tagged(request: SignedIn, slug: str, paging: Query[Paging]) -> dict[str, Any]:
    """A tag under which I may read nothing is no tag."""
    found = Tag.objects.filter(slug=tag_slug(slug)).first()
    under = entries_tagged(found, request.user) if found is not None else Entry.objects.none()
    if not under.exists():
        raise Http404
    return page_of(under, paging, entry_out, complete=lambda page: whole(page, request.user))


def _root(request: SignedIn, entry_id: int) -> Entry:
    root = get_visible(Entry.objects.filter(root__isnull=True).with_people(), request.user, pk=entry_id)
    if not kind_of(root).takes_comments:
        raise Http404
    return root


def _locked(request: SignedIn, entry_id: int, *, locked: bool) -> Any:
    found = real(get_visible(Entry.objects.with_people(), request.user, pk=entry_id))
    content_actions.lock_comments(found, by=request.user, locked=locked)
    return Status(204, None)


def _version_out(version: Version) -> dict[str, Any]:
    names = ("number", "written_at", "note", "title", "body", "is_current")
    return {name: getattr(version, name) for name in names} | {"writer": version.writer.handle}
