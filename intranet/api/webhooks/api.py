"""``webhooks``: the same for programs, with the token of whoever may keep them."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404
from django.utils.timezone import is_naive
from django.utils.translation import gettext as _
from ninja import Query, Router, Schema, Status
from pydantic import Field

from intranet.api.keys import client_id_of
from intranet.api.links import absolute
from intranet.api.pages import PageOf, Paging, page_of
from intranet.core.decisions import require
from intranet.core.http import SignedIn, get_visible
from intranet.spaces.models import Space

from . import actions, policies
from .models import EVERY_VERB, Delivery, Webhook
from .payload import told_of

router = Router(tags=["webhooks"])


class WebhookOut(Schema):
    id: int
    address: str
    description: str
    scope: str = Field(description="`public`, `org` (what all staff may read) or `space`.")
    space_id: int | None
    events: list[str] = Field(description="Verbs, or `*` for each there is.")
    with_bodies: bool
    state: str = Field(description="`on`, `paused` or `off` (by itself; `why_off` says why).")
    why_off: str
    failing_since: datetime | None
    created_at: datetime
    url: str = Field(description="Its page.")


class MadeOut(Schema):
    id: int
    url: str
    secret: str = Field(description="Told once: empty where the call is a repetition.")


class SecretOut(Schema):
    secret: str = Field(description="Told once. For a day the one before signs as well.")


class WebhookIn(Schema):
    address: str
    scope: str = Field("org", pattern="^(public|org|space)$")
    space_id: int | None = None
    events: list[str] = [EVERY_VERB]
    description: str = ""
    with_bodies: bool = False
    client_id: UUID | None = None


class WebhookChange(Schema):
    address: str | None = None
    events: list[str] | None = None
    description: str | None = None
    with_bodies: bool | None = None
    paused: bool | None = Field(None, description="true pauses; false resumes, also what switched itself off.")


class DeliveryOut(Schema):
    id: int
    type: str
    webhook_id: str = Field(description="The header of that name: the same on each try.")
    state: str = Field(description="`waiting`, `delivered`, `failed` or `withheld` (no longer its to see).")
    tries: int
    status: int | None
    created_at: datetime
    next_at: datetime | None


class AttemptOut(Schema):
    number: int
    at: datetime
    milliseconds: int
    headers: dict[str, str]
    status: int | None
    problem: str
    answer: str
    answer_cut: bool


class DeliveryDetailOut(DeliveryOut):
    attempts: list[AttemptOut]
    payload: dict[str, Any] | None = Field(description="What would be sent now; null where it may not be.")


class SinceIn(Schema):
    since: datetime


@router.get("/webhooks", response=PageOf[WebhookOut], summary="The webhooks I may keep")
def webhooks(request: SignedIn, paging: Query[Paging]) -> dict[str, Any]:
    require(policies.can_open(request.user))
    return page_of(Webhook.objects.visible_to(request.user), paging, _out, by=("-pk",))


@router.post("/webhooks", response={201: MadeOut}, summary="Have an address told what happens")
def add_webhook(request: SignedIn, new: WebhookIn) -> Any:
    require(policies.can_open(request.user))
    space = get_visible(Space, request.user, pk=new.space_id) if new.space_id is not None else None
    webhook, secret = actions.add_webhook(
        by=request.user,
        url=new.address,
        verbs=new.events,
        scope=new.scope,
        space=space,
        description=new.description,
        with_bodies=new.with_bodies,
        client_id=client_id_of(request, new.client_id),
    )
    return Status(201, {"id": webhook.pk, "url": absolute(webhook.get_absolute_url()), "secret": secret})


@router.get("/webhooks/{int:webhook_id}", response=WebhookOut, summary="One webhook")
def webhook(request: SignedIn, webhook_id: int) -> dict[str, Any]:
    return _out(_mine(request, webhook_id))


@router.put("/webhooks/{int:webhook_id}", response=WebhookOut, summary="Change, pause or resume it")
def change_webhook(request: SignedIn, webhook_id: int, change: WebhookChange) -> dict[str, Any]:
    found = _mine(request, webhook_id)
    actions.change_webhook(
        found,
        by=request.user,
        url=change.address,
        verbs=change.events,
        description=change.description,
        with_bodies=change.with_bodies,
    )
    if change.paused is not None:
        (actions.pause_webhook if change.paused else actions.resume_webhook)(found, by=request.user)
    return _out(found)


@router.delete("/webhooks/{int:webhook_id}", response={204: None}, summary="Delete it with its log")
def delete_webhook(request: SignedIn, webhook_id: int) -> Any:
    actions.delete_webhook(_mine(request, webhook_id), by=request.user)
    return Status(204, None)


@router.post("/webhooks/{int:webhook_id}/rotate", response=SecretOut, summary="Make a new secret")
def rotate(request: SignedIn, webhook_id: int) -> dict[str, str]:
    return {"secret": actions.rotate_secret(_mine(request, webhook_id), by=request.user)}


@router.post("/webhooks/{int:webhook_id}/test", response={202: DeliveryOut}, summary="Send a test event")
def test_webhook(request: SignedIn, webhook_id: int) -> Any:
    return Status(202, _row(actions.send_test(_mine(request, webhook_id), by=request.user)))


@router.post("/webhooks/{int:webhook_id}/replay", response=dict[str, int], summary="Send again what failed since then")
def replay_failed(request: SignedIn, webhook_id: int, what: SinceIn) -> dict[str, int]:
    if is_naive(what.since):
        raise ValidationError(_("Say the time with its zone: 2027-01-31T18:00:00+01:00."))
    return {"count": actions.replay_failed(_mine(request, webhook_id), by=request.user, since=what.since)}


@router.get("/webhooks/{int:webhook_id}/deliveries", response=PageOf[DeliveryOut], summary="Its log, newest first")
def deliveries(request: SignedIn, webhook_id: int, paging: Query[Paging], state: str = "") -> dict[str, Any]:
    rows = Delivery.objects.filter(webhook=_mine(request, webhook_id))
    return page_of(rows.filter(state=state) if state else rows, paging, _row, by=("-pk",))


@router.get(
    "/webhooks/{int:webhook_id}/deliveries/{int:delivery_id}", response=DeliveryDetailOut, summary="One, try by try"
)
def delivery(request: SignedIn, webhook_id: int, delivery_id: int) -> dict[str, Any]:
    found = _delivery(request, webhook_id, delivery_id)
    return _row(found) | {"attempts": list(found.attempts.all()), "payload": told_of(found)}


@router.post(
    "/webhooks/{int:webhook_id}/deliveries/{int:delivery_id}/replay", response=DeliveryOut, summary="Send it again"
)
def replay(request: SignedIn, webhook_id: int, delivery_id: int) -> dict[str, Any]:
    found = _delivery(request, webhook_id, delivery_id)
    actions.replay(found, by=request.user)
    found.refresh_from_db()
    return _row(found)


def _mine(request: SignedIn, webhook_id: int) -> Webhook:
    require(policies.can_open(request.user))
    return get_visible(Webhook.objects.select_related("space"), request.user, pk=webhook_id)


def _delivery(request: SignedIn, webhook_id: int, delivery_id: int) -> Delivery:
    rows = Delivery.objects.filter(webhook=_mine(request, webhook_id))
    return get_object_or_404(rows.select_related("activity__actor", "webhook__space"), pk=delivery_id)


def _out(webhook: Webhook) -> dict[str, Any]:
    shown = ("description", "scope", "space_id", "with_bodies", "state", "why_off", "failing_since", "created_at")
    return {
        "id": webhook.pk,
        "address": webhook.url,
        "events": webhook.verbs,
        "url": absolute(webhook.get_absolute_url()),
        **{name: getattr(webhook, name) for name in shown},
    }


def _row(delivery: Delivery) -> dict[str, Any]:
    shown = ("id", "state", "tries", "status", "created_at", "next_at")
    return {"type": delivery.verb, "webhook_id": delivery.message_id} | {
        name: getattr(delivery, name) for name in shown
    }
