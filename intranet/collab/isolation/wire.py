"""What goes between a server and its worker process: messages, each a list of byte strings. Neither side trusts a
length beyond the largest message."""

from __future__ import annotations

import struct
from collections.abc import Callable, Sequence

_LENGTH = struct.Struct("<I")
LARGEST = 256 * 2**20


def packed(parts: Sequence[bytes]) -> bytes:
    body = b"".join(piece for part in parts for piece in (_LENGTH.pack(len(part)), part))
    return _LENGTH.pack(len(body)) + body


def length_of(head: bytes) -> int:
    length: int = _LENGTH.unpack(head)[0]
    if length > LARGEST:
        raise EOFError("no message is that long")
    return length


def unpacked(body: bytes) -> list[bytes]:
    parts, place = [], 0
    while place < len(body):
        (length,) = _LENGTH.unpack_from(body, place)
        place += _LENGTH.size
        parts.append(body[place : place + length])
        place += length
    return parts


def read(exactly: Callable[[int], bytes]) -> list[bytes]:
    return unpacked(exactly(length_of(exactly(_LENGTH.size))))
