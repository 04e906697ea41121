"""Who we are to a push service: one key of the house, and a short-lived word signed with it (VAPID, RFC 8292)."""

from __future__ import annotations

import os
import time
from email.utils import parseaddr
from functools import lru_cache
from urllib.parse import urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, EllipticCurvePrivateKey, derive_private_key
from django.conf import settings

from intranet.core.models import SiteSettings
from intranet.notifications.models import PushKey

from .encrypting import from_text, point_of, to_text

# A push service takes no word that lasts longer than a day.
LASTS = 12 * 3600
_MARK = 16


def public_key() -> str:
    """What a browser subscribes with (base64url)."""
    return to_text(point_of(_private().public_key()))


def mark() -> str:
    """The beginning of the public key, behind the byte that is the same in all: tells one key from another."""
    return mark_of(public_key())


def mark_of(public: str) -> str:
    return public[2 : 2 + _MARK]


def authorization(endpoint: str) -> str:
    """The header for one push service."""
    parts = urlsplit(endpoint)
    claims = {"aud": f"{parts.scheme}://{parts.netloc}", "exp": int(time.time()) + LASTS, "sub": _contact()}
    return f"vapid t={jwt.encode(claims, _private(), algorithm='ES256')}, k={public_key()}"


def _contact() -> str:
    """Whom a push service may write to when we behave badly."""
    return f"mailto:{SiteSettings.current().support_email or parseaddr(settings.DEFAULT_FROM_EMAIL)[1]}"


def _private() -> EllipticCurvePrivateKey:
    return _key_of(settings.PUSH_PRIVATE_KEY or _made_once())


def _made_once() -> str:
    """The key in the database; of processes that start at the same time, the first one's."""
    if (known := PushKey.objects.filter(pk=1).first()) is None:
        known, _is_new = PushKey.objects.get_or_create(pk=1, defaults={"secret": to_text(_new_secret())})
    return known.secret


def _new_secret() -> bytes:
    # Any number below the order of the curve, which all but one in four thousand million are.
    while True:
        secret = os.urandom(32)
        if 0 < int.from_bytes(secret, "big") < 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551:
            return secret


@lru_cache(maxsize=4)
def _key_of(secret: str) -> EllipticCurvePrivateKey:
    return derive_private_key(int.from_bytes(from_text(secret), "big"), SECP256R1())
