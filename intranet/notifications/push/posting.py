"""One message to one push service, by the guarded way out of the house."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from email.utils import parsedate_to_datetime
from hashlib import sha256
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.utils.timezone import now
from django.utils.translation import gettext as _

from intranet.core.fetching import FetchRefused, Limits, check_address, send
from intranet.notifications.models import PushDevice

from . import vapid
from .encrypting import encrypted, from_text, to_text

# Tests widen these two; the product never does.
LIMITS = Limits(seconds=10, most_bytes=4096, redirects=0, ports=frozenset({443}))
SCHEMES = frozenset({"https"})
# For how long a push service keeps a message for a device that is switched off.
KEPT_SECONDS = 24 * 3600
SHORTEST_PAUSE, LONGEST_PAUSE = 60, 6 * 3600


class Gone(Exception):
    """The subscription is no more: the person took the permission back, or the browser is no longer there."""


class Busy(Exception):
    """Not now; perhaps in so many seconds, where the push service says that. The message is a sentence."""

    def __init__(self, sentence: str, seconds: float | None = None) -> None:
        super().__init__(sentence)
        self.seconds = seconds

    def pause(self, waiting: float) -> float:
        """What it says, else as long again as it has waited."""
        return min(max(waiting if self.seconds is None else self.seconds, SHORTEST_PAUSE), LONGEST_PAUSE)


class NotTaken(Exception):
    """Not this message, or not from us. The message is a sentence."""


def checked_endpoint(endpoint: str) -> str:
    """ValidationError with a sentence for what is no address of a push service. No name server is asked: what a name
    stands for is looked at when something is sent."""
    try:
        check_address(endpoint, limits=LIMITS)
    except FetchRefused as refused:
        raise ValidationError({"endpoint": str(refused)}) from refused
    parts = urlsplit(endpoint)
    if parts.scheme not in SCHEMES:
        raise ValidationError({"endpoint": _("Use an address that starts with https://.")})
    if not _may_be_outside(parts.hostname or ""):
        said = _("This address is not on the public internet, so nothing is sent to it.")
        raise ValidationError({"endpoint": said})
    return endpoint


def push(device: PushDevice, message: Mapping[str, Any], *, topic: str = "", urgent: bool = False) -> None:
    """Send it. Raises Gone, Busy or NotTaken."""
    body = json.dumps(message, ensure_ascii=False, separators=(",", ":")).encode()
    headers = {
        "Authorization": vapid.authorization(device.endpoint),
        "Content-Encoding": "aes128gcm",
        "Content-Type": "application/octet-stream",
        "TTL": str(KEPT_SECONDS),
        "Urgency": "high" if urgent else "normal",
    }
    if topic:
        # Of several that wait for a device that is switched off, the newest.
        headers["Topic"] = to_text(sha256(topic.encode()).digest())[:32]
    if urlsplit(device.endpoint).scheme not in SCHEMES:
        raise NotTaken(_("Use an address that starts with https://."))
    try:
        sealed = encrypted(body, from_text(device.p256dh), from_text(device.auth))
        answer = send(device.endpoint, sealed, headers=headers, limits=LIMITS)
    except FetchRefused as refused:
        raise Busy(str(refused)) from refused
    except ValueError as error:
        raise NotTaken(_("The keys of this device make no sense.")) from error
    if answer.status in (404, 410):
        raise Gone
    if answer.status == 429 or answer.status >= 500:
        said = _("The push service has too much to do (%(status)s).") % {"status": answer.status}
        raise Busy(said, _seconds_of(answer.headers.get("retry-after", "")))
    if not 200 <= answer.status < 300:
        raise NotTaken(_("The push service did not take it (%(status)s).") % {"status": answer.status})


def _may_be_outside(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return "." in host.rstrip(".") and not host.rstrip(".").endswith((".local", ".localhost", ".internal"))
    return LIMITS.allows(host)


def _seconds_of(said: str) -> float | None:
    """``Retry-After``: seconds, or a date."""
    if said.isdigit():
        return int(said[:9])
    try:
        when: datetime = parsedate_to_datetime(said)
        return (when - now()).total_seconds()
    except (ValueError, TypeError):
        return None
