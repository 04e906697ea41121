"""The ways out of the house: how what is told leaves the app.

A channel is registered in ``ready()`` of whoever brings it::

    channels.register(Channel("mail", _("Mail"), deliver, reaches=who_has_an_address))

The inbox ("app") is the channel that is always there: what it shows is the ``Notification`` itself, so nothing is
delivered by it. Every other one gets a ``Delivery`` for each notification, sent by ``sending`` when it is due.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from intranet.core.models import SiteSettings

if TYPE_CHECKING:
    from intranet.accounts.models import User

    from .models import Notification

APP = "app"

Deliver = Callable[["User", "Sequence[Notification]"], None]
Reaches = Callable[[Collection[int]], Collection[int]]
Waits = Callable[[], timedelta]


class Later(Exception):
    """Raised by a channel that could not deliver now and may in so many seconds."""

    def __init__(self, seconds: float, why: str = "") -> None:
        super().__init__(why or f"again in {seconds:g} s")
        self.seconds = seconds


class Never(Exception):
    """Raised by a channel that will never deliver this, with a sentence for whoever looks after it."""


def _everybody(people: Collection[int]) -> Collection[int]:
    return people


def _at_once() -> timedelta:
    return timedelta()


def _to_nobody(person: User, notifications: Sequence[Notification]) -> None:
    """The inbox needs no delivery."""


def grace() -> timedelta:
    """What a mail waits, for what is read in the app meanwhile: the firm's own choice."""
    return timedelta(minutes=SiteSettings.current().mail_grace_minutes)


@dataclass(frozen=True)
class Channel:
    """One way to tell a person.

    ``deliver(person, notifications)`` gets what is told to one person about one subject, oldest first, each with its
    ``activity.actor``, ``entry.root`` and ``entry.space``. Before it is called, everything has been asked again:
    whether the account is open and let through, each notification readable, unread and wanted, and no quiet hours.
    The person's language and time zone are active. It returns when all of it is delivered, or raises ``Later`` or
    ``Never``; anything else it raises is logged and tried again, a few times. It runs in a job, outside of any
    transaction, once for each notification; twice only when a worker dies between delivering and writing that down.

    ``reaches(ids)``: those of these people who can be reached at all (have a device, a working address), in a fixed
    number of queries. For others nothing is written.
    ``waits()``: how long to wait first (``grace`` for mail). It is asked for each activity.
    ``quiet``: whether quiet hours hold it back.
    """

    name: str
    label: Any
    deliver: Deliver
    reaches: Reaches = _everybody
    waits: Waits = _at_once
    quiet: bool = True
    order: int = 50


_channels: dict[str, Channel] = {}


def register(channel: Channel) -> None:
    _channels[channel.name] = channel


def unregister(name: str) -> None:
    _channels.pop(name, None)


def find(name: str) -> Channel | None:
    """The channel of that name, or None when whoever brought it is no longer installed."""
    return _channels.get(name)


def all_channels() -> list[Channel]:
    """In the order in which the preferences show them; the inbox first."""
    return sorted(_channels.values(), key=lambda channel: (channel.order, channel.name))


def outward() -> list[Channel]:
    """Those for which deliveries are written."""
    return [channel for channel in all_channels() if channel.name != APP]


register(Channel(APP, _("In the app"), _to_nobody, quiet=False, order=0))
