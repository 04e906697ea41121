"""The devices of a person, as the settings and the API show them, and which of them is asking."""

from __future__ import annotations

from dataclasses import dataclass

from allauth.usersessions.models import UserSession
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from intranet.accounts.devices import describe
from intranet.accounts.models import User
from intranet.notifications.models import PushDevice

from . import actions, vapid


@dataclass(frozen=True)
class Known:
    device: PushDevice
    name: str
    is_here: bool


@dataclass(frozen=True)
class Card:
    """What the settings show. ``key`` is what a browser subscribes with."""

    key: str
    devices: list[Known]

    @property
    def is_full(self) -> bool:
        return len(self.devices) >= actions.MOST


def card_of(request: HttpRequest, person: User) -> Card:
    """In a number of queries that grows with the devices of one person, of which there are ten at most."""
    here = request.session.session_key
    devices = [
        Known(device, describe(device.user_agent), device.session is not None and device.session.session_key == here)
        for device in actions.living(person)
    ]
    return Card(vapid.public_key(), devices)


def session_of(request: HttpRequest) -> UserSession:
    """The row of the session that asks, made where signing in has left none."""
    UserSession.objects.create_from_request(request)
    return UserSession.objects.get(session_key=request.session.session_key)


def push_mark(request: HttpRequest) -> str:
    """Tells the scripts of a page one session from the next, and nothing else: a browser that has push on says anew
    where it is when this has changed."""
    key = request.session.session_key
    return salted_hmac("intranet.notifications.push", key).hexdigest()[:12] if key else ""
