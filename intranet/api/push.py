"""``me/push-devices``: the browsers that push reaches. A browser's own scripts subscribe here, and programs may."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.shortcuts import get_object_or_404
from ninja import Router, Schema, Status
from pydantic import Field

from intranet.core.decisions import require
from intranet.core.http import SignedIn
from intranet.core.throttle import allow
from intranet.notifications.models import PushDevice
from intranet.notifications.push import actions
from intranet.notifications.push.here import Known, card_of, session_of

router = Router(tags=["notifications"])


class KeysIn(Schema):
    p256dh: str = Field(max_length=100)
    auth: str = Field(max_length=40)


class PushDeviceIn(Schema):
    """A subscription as browsers write it (`PushSubscription.toJSON()`), and what belongs to it."""

    endpoint: str = Field(max_length=2000)
    keys: KeysIn
    key: str = Field(max_length=100, description="The public key it was made for, from `GET /me/push-devices`.")
    replaces: str = Field("", max_length=2000, description="The endpoint that the push service has taken back.")


class ContentsIn(Schema):
    shows_contents: bool = Field(description="False: a message says only that something is new.")


class PushDeviceOut(ContentsIn):
    id: int
    name: str
    is_this: bool = Field(description="The browser whose session asks; never true for a token.")
    since: datetime
    last_seen: datetime
    last_sent: datetime | None
    problem: str = Field(description="Why the last message did not go; empty when it did.")


class PushDevicesOut(Schema):
    key: str = Field(description="The public key of the house, to subscribe with (`applicationServerKey`).")
    devices: list[PushDeviceOut]


@router.get("/me/push-devices", response=PushDevicesOut, summary="The devices that push reaches")
def push_devices(request: SignedIn) -> dict[str, Any]:
    card = card_of(request, request.user)
    return {"key": card.key, "devices": [_out(known) for known in card.devices]}


@router.post("/me/push-devices", response={201: PushDeviceOut}, summary="Send push to this device too")
def add_push_device(request: SignedIn, wanted: PushDeviceIn) -> Any:
    """The same endpoint is the same device. One that is added by a token goes with the token."""
    token = getattr(request, "api_token", None)
    device = actions.add_device(
        actions.Subscription(wanted.endpoint, wanted.keys.p256dh, wanted.keys.auth, wanted.key),
        by=request.user,
        session=session_of(request) if token is None else None,
        token=token,
        user_agent=request.headers.get("User-Agent", ""),
        replaces=wanted.replaces,
    )
    known = next(one for one in card_of(request, request.user).devices if one.device.pk == device.pk)
    return Status(201, _out(known))


@router.put("/me/push-devices/{int:device_id}", response={204: None}, summary="Whether a device shows contents")
def change_push_device(request: SignedIn, device_id: int, wanted: ContentsIn) -> Any:
    actions.set_contents(_mine(request, device_id), by=request.user, shown=wanted.shows_contents)
    return Status(204, None)


@router.delete("/me/push-devices/{int:device_id}", response={204: None}, summary="No push to this device any more")
def remove_push_device(request: SignedIn, device_id: int) -> Any:
    actions.remove_device(_mine(request, device_id), by=request.user)
    return Status(204, None)


@router.post("/me/push-devices/{int:device_id}/test", response={202: None}, summary="Send a test to a device")
def test_push_device(request: SignedIn, device_id: int) -> Any:
    """If nothing arrives, `problem` of the device says why."""
    device = _mine(request, device_id)
    require(allow(f"push-test:{request.user.key}", limit=6, per_seconds=60))
    actions.send_test(device, by=request.user)
    return Status(202, None)


def _mine(request: SignedIn, device_id: int) -> PushDevice:
    return get_object_or_404(PushDevice.objects.filter(person=request.user), pk=device_id)


def _out(known: Known) -> dict[str, Any]:
    device = known.device
    return {
        "id": device.pk,
        "name": known.name,
        "is_this": known.is_here,
        "since": device.created_at,
        "last_seen": device.seen_at,
        "last_sent": device.sent_at,
        "problem": device.problem,
        "shows_contents": device.shows_contents,
    }
