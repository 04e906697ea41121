"""Signatures of the Standard Webhooks specification: HMAC-SHA256 over ``id.timestamp.body``, version 1.

Keys are not stored. Each follows from the site's SECRET_KEY and the salt in its row, so a copy of the database signs
nothing; a new SECRET_KEY means new keys, and every receiver has to be given its new one.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Iterable

from django.db.models import Q
from django.utils.crypto import salted_hmac
from django.utils.timezone import now

from .models import SigningKey, Webhook

MARK = "whsec_"


def secret_of(key: SigningKey) -> str:
    """What the receiver is given, once."""
    return MARK + base64.b64encode(_bytes_of(key)).decode()


def keys_in_force(webhook: Webhook) -> list[SigningKey]:
    """The newest first; two while a rotation overlaps."""
    return list(webhook.keys.filter(Q(ends_at=None) | Q(ends_at__gt=now())).order_by("-pk")[:2])


def signature(message_id: str, timestamp: int, body: bytes, keys: Iterable[SigningKey]) -> str:
    signed = f"{message_id}.{timestamp}.".encode() + body
    return " ".join(
        "v1," + base64.b64encode(hmac.new(_bytes_of(key), signed, hashlib.sha256).digest()).decode() for key in keys
    )


def _bytes_of(key: SigningKey) -> bytes:
    return salted_hmac("intranet.api.webhook", f"{key.webhook_id}:{key.salt}", algorithm="sha256").digest()
