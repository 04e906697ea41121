"""Signs that take two places, an emoji for one, and updates that would take them apart.

A browser counts such a sign as two, and a client can delete one half of it or write between the halves. Yjs puts a
replacement in the place of each half; the library of this server takes the letter after the sign instead, and from then
on says something else than the browsers do. So whoever takes a sign apart finds it deleted, as a whole and before.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from intranet.collab.crdt import varint
from intranet.collab.frames import written

Place = tuple[int, int]
_WIDE = re.compile(rb"[\xf0-\xf4][\x80-\xbf]{3}")
_GC, _SKIP = 0, 10
_HAS_ORIGIN, _HAS_RIGHT, _HAS_KEY = 0x80, 0x40, 0x20


class NotText(Exception):
    """There is more in the update than what text is made of."""


@dataclass(slots=True)
class Told:
    """Of an update: the second halves of the wide signs in it, and the places at which it takes blocks apart."""

    halves: set[Place] = field(default_factory=set)
    cuts: set[Place] = field(default_factory=set)


class Signs:
    def __init__(self) -> None:
        self.halves: set[Place] = set()

    def learn(self, updates: Iterable[bytes]) -> None:
        for update in updates:
            if _WIDE.search(update):
                try:
                    self.halves |= told(update).halves
                except NotText:
                    continue

    def torn(self, update: bytes) -> bytes:
        """An update that deletes, whole, the signs that this one takes apart; empty where there are none. Remembers
        what is new."""
        if not (self.halves or _WIDE.search(update)):
            return b""
        try:
            found = told(update)
        except NotText:
            return b""
        torn = self.halves & found.cuts
        self.halves = (self.halves | found.halves) - torn
        return _deletion(torn) if torn else b""


def _deletion(halves: Iterable[Place]) -> bytes:
    by_client: dict[int, list[int]] = {}
    for client, clock in sorted(halves):
        by_client.setdefault(client, []).append(clock - 1)
    said = b"".join(
        written(client) + written(len(clocks)) + b"".join(written(clock) + b"\x02" for clock in clocks)
        for client, clocks in by_client.items()
    )
    return b"\x00" + written(len(by_client)) + said


def told(update: bytes) -> Told:
    """Reads the first version of Yjs's encoding."""
    found = Told()
    clients, place = varint(update, 0)
    for _ in range(clients):
        blocks, place = varint(update, place)
        client, place = varint(update, place)
        clock, place = varint(update, place)
        for _ in range(blocks):
            length, place = _block(update, place, client, clock, found)
            clock += length
    deleted, place = varint(update, place)
    for _ in range(deleted):
        client, place = varint(update, place)
        ranges, place = varint(update, place)
        for _ in range(ranges):
            clock, place = varint(update, place)
            length, place = varint(update, place)
            found.cuts |= {(client, clock), (client, clock + length)}
    return found


def _block(update: bytes, place: int, client: int, clock: int, found: Told) -> tuple[int, int]:
    """How many places it takes, and where in the update it ends."""
    if place >= len(update):
        raise NotText
    info, place = update[place], place + 1
    sort = info & 31
    if sort in (_GC, _SKIP):
        return varint(update, place)
    if info & _HAS_ORIGIN:
        (whose, at), place = _place(update, place)
        found.cuts.add((whose, at + 1))
    if info & _HAS_RIGHT:
        cut, place = _place(update, place)
        found.cuts.add(cut)
    if not info & (_HAS_ORIGIN | _HAS_RIGHT):
        place = _parent(update, place, has_key=bool(info & _HAS_KEY))
    return _content(update, place, sort, (client, clock), found)


def _content(update: bytes, place: int, sort: int, begins: Place, found: Told) -> tuple[int, int]:
    match sort:
        case 1:  # deleted
            return varint(update, place)
        case 4:  # letters
            words, place = _words(update, place)
            (client, clock), length = begins, 0
            # Most text has none, and then its length is that of its letters.
            for sign in words if _WIDE.search(words.encode("utf-8", "surrogatepass")) else ():
                length += 1
                if sign > "\uffff":
                    found.halves.add((client, clock + length))
                    length += 1
            return length or len(words), place
        case 3 | 5:  # bytes, or a thing in the text
            _, place = _piece(update, place)
            return 1, place
        case 6:  # a format
            _, place = _piece(update, place)
            _, place = _piece(update, place)
            return 1, place
        case _:
            raise NotText


def _parent(update: bytes, place: int, *, has_key: bool) -> int:
    is_root, place = varint(update, place)
    if is_root:
        _, place = _piece(update, place)
    else:
        _, place = _place(update, place)
    if has_key:
        _, place = _piece(update, place)
    return place


def _place(update: bytes, place: int) -> tuple[Place, int]:
    client, place = varint(update, place)
    clock, place = varint(update, place)
    return (client, clock), place


def _piece(update: bytes, place: int) -> tuple[bytes, int]:
    length, place = varint(update, place)
    return update[place : place + length], place + length


def _words(update: bytes, place: int) -> tuple[str, int]:
    words, place = _piece(update, place)
    return words.decode("utf-8", "replace"), place
