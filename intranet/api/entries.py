"""``entries``, ``comments`` and ``reactions``: what is the same for everything people write."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from ninja import Query, Router, Schema, Status
from pydantic import Field

from intranet.content import actions as content_actions
from intranet.content.models import Entry
from intranet.conversation import actions
from intranet.conversation.models import Comment
from intranet.core.http import SignedIn, get_visible

from .keys import client_id_of
from .pages import PageOf, Paging, page_of
from .schemas import EntryOut, Written, absolute, entry_out, whole

router = Router(tags=["entries"])


class CommentIn(Schema):
    body: str
    parent: int | None = Field(None, description="The comment this one answers; discussions are two levels deep.")
    under: int | None = Field(None, description="What said under it, such as an answer, this is a remark on.")
    client_id: UUID | None = None
    attachments: list[UUID] = []


class EditIn(Schema):
    body: str
    based_on: int | None = Field(None, description="The `revision` that was read: 409 when it is another one by now.")


@router.get("/entries/{int:entry_id}", response=EntryOut, summary="One entry of any kind")
def entry(request: SignedIn, entry_id: int) -> dict[str, Any]:
    found = get_visible(Entry, request.user, pk=entry_id)
    return entry_out(whole([found], request.user)[0])


@router.delete("/entries/{int:entry_id}", response={204: None}, summary="Delete; it can be brought back")
def delete(request: SignedIn, entry_id: int) -> Any:
    found = get_visible(Entry, request.user, pk=entry_id)
    content_actions.delete_entry(whole([found], request.user)[0], by=request.user)
    return Status(204, None)


@router.get("/entries/{int:entry_id}/comments", response=PageOf[EntryOut], summary="What was said under it")
def comments(request: SignedIn, entry_id: int, paging: Query[Paging]) -> dict[str, Any]:
    root = get_visible(Entry, request.user, pk=entry_id)
    said = Entry.objects.visible_to(request.user).without_blocked(request.user).published().in_discussion_of(root)
    return page_of(said, paging, entry_out, by=("pk",), complete=lambda found: whole(found, request.user))


@router.post("/entries/{int:entry_id}/comments", response={201: Written}, summary="Comment")
def comment(request: SignedIn, entry_id: int, new: CommentIn) -> Any:
    root = get_visible(Entry, request.user, pk=entry_id)
    above = None
    if new.parent is not None:
        above = get_visible(Comment.objects.filter(root=root), request.user, pk=new.parent)
    made = actions.add_comment(
        root,
        by=request.user,
        body=new.body,
        parent=above,
        under=None if new.under is None else get_visible(Entry.objects.filter(root=root), request.user, pk=new.under),
        client_id=client_id_of(request, new.client_id),
        attachment_ids=new.attachments,
    )
    return Status(201, {"id": made.entry_id, "url": absolute(made.get_absolute_url())})


@router.get("/comments/{int:comment_id}", response=EntryOut, summary="One comment")
def one_comment(request: SignedIn, comment_id: int) -> dict[str, Any]:
    return entry_out(whole([get_visible(Comment, request.user, pk=comment_id)], request.user)[0])


@router.put("/comments/{int:comment_id}", response=EntryOut, summary="Change my comment")
def edit_comment(request: SignedIn, comment_id: int, change: EditIn) -> dict[str, Any]:
    found = get_visible(Comment, request.user, pk=comment_id)
    content_actions.edit_entry(found, by=request.user, body=change.body, based_on=change.based_on)
    return entry_out(whole([found], request.user)[0])


@router.put("/entries/{int:entry_id}/reactions/{sort}", response=dict[str, int], summary="React", tags=["reactions"])
def react(request: SignedIn, entry_id: int, sort: str) -> dict[str, int]:
    found = get_visible(Entry, request.user, pk=entry_id)
    actions.react(found, by=request.user, sort=sort)
    found.refresh_from_db()
    return found.reaction_counts


@router.delete(
    "/entries/{int:entry_id}/reactions/{sort}", response=dict[str, int], summary="Take it back", tags=["reactions"]
)
def unreact(request: SignedIn, entry_id: int, sort: str) -> dict[str, int]:
    found = get_visible(Entry, request.user, pk=entry_id)
    actions.react(found, by=request.user, sort=sort, on=False)
    found.refresh_from_db()
    return found.reaction_counts
