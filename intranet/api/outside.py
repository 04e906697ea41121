"""``insights/channels``: the register of the firm's outside channels, for programs."""

from __future__ import annotations

import datetime
from typing import Any
from uuid import UUID

from ninja import Query, Router, Schema, Status
from pydantic import Field

from intranet.accounts.models import User
from intranet.core.decisions import require
from intranet.core.http import SignedIn, get_visible
from intranet.insights.channels import actions, policies
from intranet.insights.channels.reading import BY_NAME, Asked, channels_for
from intranet.insights.models import ChannelReview, OutsideChannel

from .keys import client_id_of
from .pages import PageOf, Paging, page_of
from .schemas import PersonOut, absolute, person_out

router = Router(tags=["insights"])


class ChannelOut(Schema):
    id: int
    name: str
    address: str
    kind: str = Field(description="`social`, `forum`, `newsletter`, `shop`, `video`, `website`, `reviews` or `other`.")
    purpose: str
    owner: PersonOut | None = Field(description="null: nobody who works here answers for it.")
    access: str = Field(description="Who can get in, and where that is kept; never what opens it.")
    languages: list[str]
    state: str = Field(description="`active`, `asleep` or `closed`.")
    review_months: int
    review_due: datetime.date | None
    overdue: bool
    reviewed_at: datetime.datetime | None
    reviewed_by: PersonOut | None
    registered_at: datetime.datetime
    url: str


class ChannelReviewOut(Schema):
    at: datetime.datetime
    by: PersonOut | None
    state: str
    note: str


class ChannelWithReviewsOut(ChannelOut):
    reviews: list[ChannelReviewOut] = Field(description="The last fifty, newest first.")


class ChannelIn(Schema):
    name: str
    address: str
    owner: str = Field("", max_length=60, description="A colleague's handle; empty: I do.")
    kind: str = "social"
    purpose: str = ""
    access: str = ""
    languages: list[str] = Field([], max_length=40)
    state: str = "active"
    review_months: int = Field(6, ge=1, le=36)
    client_id: UUID | None = None


class ChannelChange(Schema):
    name: str | None = None
    address: str | None = None
    owner: str | None = Field(None, max_length=60)
    kind: str | None = None
    purpose: str | None = None
    access: str | None = None
    languages: list[str] | None = Field(None, max_length=40)
    state: str | None = None
    review_months: int | None = Field(None, ge=1, le=36)


class LookedIn(Schema):
    state: str = Field("", max_length=8, description="How it stands now; empty: as it stood.")
    note: str = ""


class OutsideWanted(Paging):
    show: str = Field(
        "", max_length=10, description="`mine`, `overdue`, `ownerless`, `closed` or `all`; empty: in use."
    )
    kind: str = Field("", max_length=12)
    q: str = Field("", max_length=80)


@router.get("/insights/channels", response=PageOf[ChannelOut], summary="Where the firm speaks outside")
def outside_channels(request: SignedIn, wanted: Query[OutsideWanted]) -> dict[str, Any]:
    require(policies.can_see_channels(request.user))
    found = channels_for(request.user, Asked(wanted.show, wanted.kind, wanted.q))
    return page_of(found.select_related(*_PEOPLE), wanted, _channel_out, by=BY_NAME)


@router.post("/insights/channels", response={201: ChannelOut}, summary="Register an outside channel")
def register_channel(request: SignedIn, new: ChannelIn) -> Any:
    require(policies.can_register(request.user))
    said = new.dict() | {
        "owner": _owner(request, new.owner) or request.user,
        "client_id": client_id_of(request, new.client_id),
    }
    return Status(201, _channel_out(actions.register_channel(by=request.user, **said)))


@router.get("/insights/channels/{int:channel_id}", response=ChannelWithReviewsOut, summary="One of them")
def outside_channel(request: SignedIn, channel_id: int) -> dict[str, Any]:
    return _with_reviews(_visible(request, channel_id))


@router.patch("/insights/channels/{int:channel_id}", response=ChannelWithReviewsOut, summary="Change what is given")
def change_channel(request: SignedIn, channel_id: int, wanted: ChannelChange) -> dict[str, Any]:
    channel = _visible(request, channel_id)
    require(policies.can_change(request.user, channel))
    said = {name: value for name, value in wanted.dict(exclude_unset=True).items() if value is not None}
    if "owner" in said:
        said["owner"] = _owner(request, said["owner"])
    actions.change_channel(channel, by=request.user, **said)
    return _with_reviews(_visible(request, channel_id))


@router.delete("/insights/channels/{int:channel_id}", response={204: None}, summary="Out of the register")
def remove_channel(request: SignedIn, channel_id: int) -> Status[None]:
    actions.remove_channel(_visible(request, channel_id), by=request.user)
    return Status(204, None)


@router.post("/insights/channels/{int:channel_id}/reviews", response={201: ChannelReviewOut}, summary="I have looked")
def review_channel(request: SignedIn, channel_id: int, said: LookedIn) -> Any:
    channel = _visible(request, channel_id)
    review = actions.review_channel(channel, by=request.user, note=said.note, state=said.state)
    return Status(201, _review_out(review))


_PEOPLE = ("owner__department", "owner__company", "reviewed_by__department", "reviewed_by__company")


def _visible(request: SignedIn, channel_id: int) -> OutsideChannel:
    return get_visible(OutsideChannel.objects.select_related(*_PEOPLE), request.user, pk=channel_id)


def _owner(request: SignedIn, handle: str) -> User | None:
    return get_visible(User, request.user, handle=handle.lstrip("@")) if handle else None


def _channel_out(one: OutsideChannel) -> dict[str, Any]:
    names = ("name", "address", "kind", "purpose", "access", "languages", "state", "review_months")
    return {name: getattr(one, name) for name in names} | {
        "id": one.pk,
        "owner": person_out(one.owner) if one.owner is not None and one.has_owner else None,
        "review_due": None if one.is_closed else one.review_due,
        "overdue": one.is_overdue,
        "reviewed_at": one.reviewed_at,
        "reviewed_by": person_out(one.reviewed_by) if one.reviewed_by is not None else None,
        "registered_at": one.registered_at,
        "url": absolute(one.get_absolute_url()),
    }


def _with_reviews(one: OutsideChannel) -> dict[str, Any]:
    reviews = one.reviews.select_related("by__department", "by__company").order_by("-at", "-pk")[:50]
    return _channel_out(one) | {"reviews": [_review_out(review) for review in reviews]}


def _review_out(one: ChannelReview) -> dict[str, Any]:
    return {
        "at": one.at,
        "by": person_out(one.by) if one.by is not None else None,
        "state": one.state,
        "note": one.note,
    }
