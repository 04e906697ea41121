"""Encrypting a message so that only the browser it is for can read it (RFC 8291, in the form of RFC 8188).

Written here because it is one key agreement and one AEAD, both from ``cryptography``; the libraries for it bring an
HTTP client of their own, and there is one way out of this house. The tests hold it to the example of the RFC.
"""

from __future__ import annotations

import os
from base64 import urlsafe_b64decode, urlsafe_b64encode

from cryptography.hazmat.primitives.asymmetric.ec import (
    ECDH,
    SECP256R1,
    EllipticCurvePrivateKey,
    EllipticCurvePublicKey,
    generate_private_key,
)
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

RECORD = 4096
# The tag of the AEAD and the byte that ends the text.
_OVERHEAD = 17
# Messages are filled up to a multiple of this: their length says less about them.
STEP = 512
_LAST = b"\x02"


def to_text(raw: bytes) -> str:
    """base64url without padding, as keys of the web are written."""
    return urlsafe_b64encode(raw).rstrip(b"=").decode()


def from_text(text: str) -> bytes:
    """ValueError for what is not base64url."""
    return urlsafe_b64decode(text.rstrip("=") + "=" * (-len(text.rstrip("=")) % 4))


def point_of(public: EllipticCurvePublicKey) -> bytes:
    return public.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def encrypted(
    message: bytes,
    p256dh: bytes,
    auth: bytes,
    *,
    salt: bytes | None = None,
    sender: EllipticCurvePrivateKey | None = None,
    step: int = STEP,
) -> bytes:
    """The body of the request. ``salt`` and ``sender`` are made for each message; tests give those of the RFC."""
    salt = salt or os.urandom(16)
    sender = sender or generate_private_key(SECP256R1())
    ours = point_of(sender.public_key())
    shared = sender.exchange(ECDH(), EllipticCurvePublicKey.from_encoded_point(SECP256R1(), p256dh))
    secret = _derived(shared, salt=auth, info=b"WebPush: info\x00" + p256dh + ours, length=32)
    key = _derived(secret, salt=salt, info=b"Content-Encoding: aes128gcm\x00", length=16)
    nonce = _derived(secret, salt=salt, info=b"Content-Encoding: nonce\x00", length=12)
    if len(message) > RECORD - _OVERHEAD - len(ours) - 21:
        raise ValueError("A message fits into one record.")
    filling = bytes(-len(message) % step)
    head = salt + RECORD.to_bytes(4, "big") + bytes([len(ours)]) + ours
    return head + AESGCM(key).encrypt(nonce, message + _LAST + filling, None)


def _derived(secret: bytes, *, salt: bytes, info: bytes, length: int) -> bytes:
    return HKDF(algorithm=SHA256(), length=length, salt=salt, info=info).derive(secret)
