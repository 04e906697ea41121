"""Short signed words for the part of an address before the "@", of which 64 characters is the most.

A token says what it is about in a few numbers and the day on which it was made, and is bound to one purpose: what was
made for answering opens nothing else. Mail servers may change the case of letters, so it is base32.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
from datetime import date, timedelta
from typing import NamedTuple

from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.timezone import now

LIFETIME = timedelta(days=60)
_FIRST_DAY = date(2024, 1, 1)
_SEAL = 10
_LONGEST = 64


class Opened(NamedTuple):
    """What a genuine token says; ``expired`` when its time is over."""

    numbers: list[int]
    expired: bool


def seal(purpose: str, *numbers: int) -> str:
    """A token for these numbers, none of them negative."""
    said = _today().to_bytes(2, "big") + b"".join(_packed(number) for number in numbers)
    return base64.b32encode(_mac(purpose, said) + said).decode().rstrip("=").lower()


def open_token(purpose: str, token: str) -> Opened | None:
    """What the token says, or None for what we have not made for this purpose."""
    if len(token) > _LONGEST or not token.isascii():
        return None
    try:
        raw = base64.b32decode(token.upper() + "=" * (-len(token) % 8))
    except (binascii.Error, ValueError):
        return None
    mac, said = raw[:_SEAL], raw[_SEAL:]
    if len(said) < 2 or not constant_time_compare(mac, _mac(purpose, said)):
        return None
    age = timedelta(days=_today() - int.from_bytes(said[:2], "big"))
    return Opened(_unpacked(said[2:]), expired=age > LIFETIME)


def number_of(text: str) -> int:
    """A word as a number of two bytes, to tell it from a few others."""
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:2], "big")


def _today() -> int:
    return (now().date() - _FIRST_DAY).days


def _mac(purpose: str, said: bytes) -> bytes:
    return salted_hmac(f"intranet.notifications.mail.{purpose}", said, algorithm="sha256").digest()[:_SEAL]


def _packed(number: int) -> bytes:
    """Seven bits to a byte, the highest bit says that more follows."""
    packed = bytearray()
    while number > 127:
        packed.append(number & 127 | 128)
        number >>= 7
    packed.append(number)
    return bytes(packed)


def _unpacked(said: bytes) -> list[int]:
    numbers, number, shift = [], 0, 0
    for byte in said:
        number |= (byte & 127) << shift
        shift += 7
        if not byte & 128:
            numbers.append(number)
            number, shift = 0, 0
    return numbers
