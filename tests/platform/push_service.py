"""A push service on the loopback, and a browser that has subscribed with it and can read what comes."""

from __future__ import annotations

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from hashlib import sha256
from hmac import digest
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from intranet.notifications.push import posting, vapid

from .webhook_receiver import Call, Receiver, receiving


def text(raw: bytes) -> str:
    return urlsafe_b64encode(raw).rstrip(b"=").decode()


def raw(written: str) -> bytes:
    return urlsafe_b64decode(written + "=" * (-len(written) % 4))


@dataclass
class Browser:
    """What a browser keeps of a subscription. It derives the keys by plain HMAC, not by what the product uses."""

    endpoint: str
    private: Any = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    auth: bytes = b"sixteen bytes ok"
    # Who is signed in there, and what the house calls the device.
    client: Any = None
    device: int = 0

    @property
    def p256dh(self) -> bytes:
        return self.private.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)

    def subscription(self, **other: Any) -> dict[str, Any]:
        keys = {"p256dh": text(self.p256dh), "auth": text(self.auth)}
        return {"endpoint": self.endpoint, "keys": keys, "key": vapid.public_key()} | other

    def read(self, call: Call) -> dict[str, Any]:
        return json.loads(self.decrypted(call.body))

    def decrypted(self, body: bytes) -> bytes:
        salt, size, length = body[:16], int.from_bytes(body[16:20], "big"), body[20]
        sender, sealed = body[21 : 21 + length], body[21 + length :]
        assert size == 4096
        assert len(body) <= 4096
        public = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), sender)
        shared = self.private.exchange(ec.ECDH(), public)
        secret = _expanded(digest(self.auth, shared, sha256), b"WebPush: info\0" + self.p256dh + sender, 32)
        extracted = digest(salt, secret, sha256)
        key = _expanded(extracted, b"Content-Encoding: aes128gcm\0", 16)
        nonce = _expanded(extracted, b"Content-Encoding: nonce\0", 12)
        opened = AESGCM(key).decrypt(nonce, sealed, None).rstrip(b"\0")
        assert opened.endswith(b"\x02")
        return opened[:-1]


def _expanded(secret: bytes, info: bytes, length: int) -> bytes:
    return digest(secret, info + b"\x01", sha256)[:length]


@contextmanager
def push_service(monkeypatch: Any) -> Iterator[Receiver]:
    """Let the product reach the loopback, as it never does by itself."""
    with receiving() as receiver:
        ports = frozenset({443, receiver.listener.port})
        monkeypatch.setattr(posting, "LIMITS", replace(posting.LIMITS, ports=ports, allows=lambda _address: True))
        monkeypatch.setattr(posting, "SCHEMES", frozenset({"http", "https"}))
        receiver.answers("201 Created")
        yield receiver
