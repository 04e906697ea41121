"""``posts``."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from ninja import Query, Router, Schema, Status
from pydantic import Field

from intranet.api.keeping import when_of
from intranet.api.keys import client_id_of
from intranet.api.main import register
from intranet.api.notices import HeardOut
from intranet.api.pages import PageOf, Paging, page_of
from intranet.api.polls import PollIn, PollOut, poll_out
from intranet.api.schemas import EntryOut, Written, absolute, entry_out, whole
from intranet.conversation.polls.showing import carried_by, one_shown_to
from intranet.core.decisions import require
from intranet.core.http import SignedIn, get_visible
from intranet.core.throttle import allow
from intranet.notifications.rehearsal import Heard, who_would_hear
from intranet.spaces.audiences import ORG
from intranet.spaces.models import Space

from . import actions, reading_api
from .broadcasts import api as broadcasts_api  # noqa: F401 - it brings its nouns, and so do those below that say so
from .broadcasts import rights_api  # noqa: F401 - its nouns
from .broadcasts.asked import api as asked_api  # noqa: F401 - its nouns
from .broadcasts.spread import api as spread_api  # noqa: F401 - its nouns
from .events import api as events_api
from .events import calendar_api
from .kudos import api as kudos_api  # noqa: F401 - its nouns
from .models import Post
from .timeline import space_entries

router = Router(tags=["posts"])


class PostOut(EntryOut):
    link: str
    poll: PollOut | None


class PostIn(Schema):
    body: str = ""
    title: str = Field("", max_length=200)
    link: str = Field("", max_length=1000)
    client_id: UUID | None = None
    attachments: list[UUID] = []
    publish_at: datetime | None = Field(None, description="When it is to come out; without an offset, on my clock.")
    poll: PollIn | None = Field(None, description="Answers to choose from; the words of the post ask the question.")


class PostEditIn(Schema):
    body: str = ""
    title: str = Field("", max_length=200)
    link: str = Field("", max_length=1000)
    based_on: int | None = Field(None, description="The `revision` that was read: 409 when it is another one by now.")


@router.get("/spaces/{int:space_id}/posts", response=PageOf[EntryOut], summary="The feed of a space")
def posts(request: SignedIn, space_id: int, paging: Query[Paging]) -> dict[str, Any]:
    space = get_visible(Space, request.user, pk=space_id)
    listing = space_entries(space, request.user)
    return page_of(listing, paging, entry_out, complete=lambda found: whole(found, request.user))


@router.post("/spaces/{int:space_id}/posts", response={201: Written}, summary="Post to a space")
def post_to_space(request: SignedIn, space_id: int, new: PostIn) -> Any:
    return _publish(request, new, space=get_visible(Space, request.user, pk=space_id))


@router.post("/posts", response={201: Written}, summary="Post to all staff")
def post_to_all(request: SignedIn, new: PostIn) -> Any:
    return _publish(request, new, space=None)


@router.post("/spaces/{int:space_id}/posts/who-hears", response=HeardOut, summary="Who would hear of a post there")
def who_hears_in_space(request: SignedIn, space_id: int, draft: PostIn) -> Heard:
    return _who_hears(request, draft, space=get_visible(Space, request.user, pk=space_id))


@router.post("/posts/who-hears", response=HeardOut, summary="Who would hear of a post to all staff")
def who_hears(request: SignedIn, draft: PostIn) -> Heard:
    return _who_hears(request, draft, space=None)


@router.get("/posts/{int:post_id}", response=PostOut, summary="One post")
def post(request: SignedIn, post_id: int) -> dict[str, Any]:
    return _post_out(get_visible(Post, request.user, pk=post_id), request)


@router.put("/posts/{int:post_id}", response=PostOut, summary="Change my post")
def edit_post(request: SignedIn, post_id: int, change: PostEditIn) -> dict[str, Any]:
    found = get_visible(Post, request.user, pk=post_id)
    actions.edit_post(found, by=request.user, **change.dict())
    return _post_out(found, request)


def _who_hears(request: SignedIn, draft: PostIn, *, space: Space | None) -> Heard:
    require(allow(f"who-hears:{request.user.pk}", limit=30, per_seconds=60))
    meant = draft.model_copy(update={"publish_at": None, "client_id": None})
    return who_would_hear(lambda: _post_of(request, meant, space, client_id=None), by=request.user)


def _publish(request: SignedIn, new: PostIn, *, space: Space | None) -> Any:
    made = _post_of(request, new, space, client_id=client_id_of(request, new.client_id))
    return Status(201, {"id": made.entry_id, "url": absolute(made.get_absolute_url())})


def _post_of(request: SignedIn, new: PostIn, space: Space | None, *, client_id: UUID | None) -> Post:
    return actions.publish_post(
        by=request.user,
        body=new.body,
        title=new.title,
        link=new.link,
        space=space,
        audience=space.audience if space else ORG,
        client_id=client_id,
        attachment_ids=new.attachments,
        poll=new.poll.wanted() if new.poll is not None else None,
        when=when_of(new.publish_at, request.user) if new.publish_at is not None else None,
    )


def _post_out(post: Post, request: SignedIn) -> dict[str, Any]:
    complete = whole([post], request.user)[0]
    poll = carried_by(complete)
    asked = poll_out(one_shown_to(request.user, poll.pk)) if poll is not None else None
    return entry_out(complete) | {"link": complete.link, "poll": asked}


register("", router)
register("", reading_api.router)
register("", events_api.router)
register("", calendar_api.router)
