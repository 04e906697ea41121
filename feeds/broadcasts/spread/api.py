"""``twin`` and ``mailings`` of broadcasts, and the public ``news``."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import Http404
from ninja import Query, Router, Schema, Status
from pydantic import Field

from feeds.models import Broadcast, Mailing, Post, Twin
from intranet.accounts.policies import can_administer
from intranet.api.links import absolute
from intranet.api.main import register
from intranet.api.pages import PageOf, Paging, page_of
from intranet.core.decisions import require
from intranet.core.http import SignedIn, get_visible

from . import mailing, twins
from .news import public_news
from .views import with_figures

router = Router(tags=["broadcasts"])


class TwinOut(Schema):
    title: str
    body: str
    released_at: datetime | None = Field(description="When it came out, together with its broadcast.")
    stays: bool = Field(description="Whether it stays public when the broadcast is withdrawn or expires.")
    taken_at: datetime | None = Field(description="When it was taken away with it.")
    refusal: str = Field(description="Why it did not come out with it.")
    post_id: int | None
    url: str | None


class TwinIn(Schema):
    title: str = Field(max_length=200)
    body: str = Field(max_length=twins.LONGEST)
    stays: bool = Field(False, description="With the same words it can be changed when it is public already, too.")


class MailingOut(Schema):
    id: int
    broadcast_id: int
    by: str | None = Field(description="The handle of who ordered it.")
    reason: str
    people: int = Field(description="Whom it was for when it was ordered.")
    sent: int = Field(description="To how many it has gone.")
    at: datetime
    done_at: datetime | None


class MailingIn(Schema):
    reason: str = Field(max_length=mailing.LONGEST_REASON)


class NewsOut(Schema):
    id: int
    title: str
    body_html: str
    published_at: datetime | None
    url: str


@router.get("/broadcasts/{int:broadcast_id}/twin", response=TwinOut, summary="What the public reads with a broadcast")
def broadcast_twin(request: SignedIn, broadcast_id: int) -> dict[str, Any]:
    broadcast = _broadcast(request, broadcast_id)
    require(twins.can_write_twin(request.user, broadcast))
    found = Twin.objects.select_related("post").filter(broadcast=broadcast).first()
    if found is None:
        raise Http404
    return _twin_out(found)


@router.put("/broadcasts/{int:broadcast_id}/twin", response=TwinOut, summary="Write what the public reads with it")
def put_broadcast_twin(request: SignedIn, broadcast_id: int, new: TwinIn) -> dict[str, Any]:
    words = twins.Words(new.title, new.body, new.stays)
    return _twin_out(twins.write_twin(_broadcast(request, broadcast_id), by=request.user, words=words))


@router.delete("/broadcasts/{int:broadcast_id}/twin", response={204: None}, summary="Tell the public nothing with it")
def drop_broadcast_twin(request: SignedIn, broadcast_id: int) -> Any:
    twins.drop_twin(_broadcast(request, broadcast_id), by=request.user)
    return Status(204, None)


@router.post("/broadcasts/{int:broadcast_id}/mailings", response={201: MailingOut}, summary="Mail it to everybody")
def mail_broadcast_to_all(request: SignedIn, broadcast_id: int, new: MailingIn) -> Any:
    made = mailing.mail_to_all(_broadcast(request, broadcast_id), by=request.user, reason=new.reason)
    return Status(201, _mailing_out(with_figures(Mailing.objects.filter(pk=made.pk)).get()))


@router.get("/mailings", response=PageOf[MailingOut], summary="What was mailed to everybody, the newest first (admins)")
def house_mailings(request: SignedIn, paging: Query[Paging]) -> dict[str, Any]:
    require(can_administer(request.user))
    return page_of(with_figures(Mailing.objects.order_by()), paging, _mailing_out, by=("-pk",))


@router.get("/news", response=PageOf[NewsOut], summary="The public news, the newest first")
def house_news(request: SignedIn, paging: Query[Paging]) -> dict[str, Any]:
    return page_of(public_news(), paging, _news_out)


def _broadcast(request: SignedIn, pk: int) -> Broadcast:
    return get_visible(Broadcast.objects.with_people(), request.user, pk=pk)


def _twin_out(twin: Twin) -> dict[str, Any]:
    return {
        "title": twin.title,
        "body": twin.body,
        "released_at": twin.released_at,
        "stays": twin.stays,
        "taken_at": twin.taken_at,
        "refusal": twin.refusal,
        "post_id": twin.post_id,
        "url": absolute(twin.post.get_absolute_url()) if twin.post is not None else None,
    }


def _mailing_out(row: Any) -> dict[str, Any]:
    return {
        "id": row.pk,
        "broadcast_id": row.broadcast_id,
        "by": row.by.handle if row.by is not None else None,
        "reason": row.reason,
        "people": row.people,
        "sent": row.sent,
        "at": row.at,
        "done_at": row.done_at,
    }


def _news_out(post: Post) -> dict[str, Any]:
    return {
        "id": post.pk,
        "title": post.title,
        "body_html": str(post.body_html),
        "published_at": post.published_at,
        "url": absolute(post.get_absolute_url()),
    }


register("", router)
