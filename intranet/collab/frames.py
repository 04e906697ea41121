"""The messages of y-protocols, as every Yjs client speaks them, and two of ours, which stock clients leave aside: what
has been stored, and what one may."""

from __future__ import annotations

from .crdt import varint

SYNC, CARETS, AUTH, ASK_CARETS, STORED, MAY = 0, 1, 2, 3, 100, 101
# What a SYNC message is: "this is what I have", "this is what you lack", "this is new".
STEP1, STEP2, UPDATE = 0, 1, 2
# The longest number that a browser can count to takes eight bytes.
_LARGEST = 2**53


class Garbled(ValueError):
    """That is no message of the protocol."""


def number(data: bytes, place: int) -> tuple[int, int]:
    try:
        value, place = varint(data, place)
    except ValueError:
        raise Garbled from None
    if value >= _LARGEST:
        raise Garbled
    return value, place


def piece(data: bytes, place: int) -> tuple[bytes, int]:
    length, place = number(data, place)
    if length > len(data) - place:
        raise Garbled
    return data[place : place + length], place + length


def written(value: int) -> bytes:
    out = bytearray()
    while value > 127:
        out.append(value & 127 | 128)
        value >>= 7
    out.append(value)
    return bytes(out)


def with_length(data: bytes) -> bytes:
    return written(len(data)) + data


def step1(state: bytes) -> bytes:
    return bytes((SYNC, STEP1)) + with_length(state)


def step2(update: bytes) -> bytes:
    return bytes((SYNC, STEP2)) + with_length(update)


def update(data: bytes) -> bytes:
    return bytes((SYNC, UPDATE)) + with_length(data)


def carets(data: bytes) -> bytes:
    return bytes((CARETS,)) + with_length(data)


def stored(state: bytes, count: int) -> bytes:
    """Everything up to that state is on disk, and so are the first ``count`` updates of this socket. (A deletion raises
    no state, so a state alone cannot acknowledge it.)"""
    return bytes((STORED,)) + with_length(state) + written(count)


def may(access: int) -> bytes:
    """1 to read, 2 to write."""
    return bytes((MAY, access))


def plausible_update(data: bytes) -> bool:
    """Whether the numbers at its beginning could be true. A few bytes that speak of millions of clients cost a decoder
    seconds and half a gigabyte."""
    clients, place = number(data, 0)
    if clients * 3 > len(data) - place:
        return False
    if clients:
        items, place = number(data, place)
        return items <= len(data) - place
    deleted, place = number(data, place)
    return deleted * 3 <= len(data) - place


def plausible_state(data: bytes) -> bool:
    clients, place = number(data, 0)
    return clients * 2 <= len(data) - place
