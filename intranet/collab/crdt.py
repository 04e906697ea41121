"""What is done with the bytes of a document. Imports no Django, since the process that meets strangers' bytes has none.

Offsets are in bytes of UTF-8: pycrdt counts so, while Python counts characters and browsers count units of UTF-16.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from diff_match_patch import diff_match_patch
from pycrdt import Doc, Text, TransactionEvent, get_update, merge_updates

ROOT = "content"
# What an update says that says nothing: no clients, nothing deleted.
NOTHING = b"\x00\x00"
# Finding the smallest difference of two long texts may take for ever; after this many seconds a larger one will do.
_DIFFERENCE_SECONDS = 0.5


def opened(updates: Iterable[bytes], *, writer: int | None = None) -> Doc:
    """A document made of these, in order."""
    document: Doc = Doc(client_id=writer)
    document.get(ROOT, type=Text)
    for update in updates:
        document.apply_update(update)
    return document


def text_of(document: Doc) -> str:
    return str(document.get(ROOT, type=Text))


def begun(text: str, *, writer: int) -> bytes:
    """The update that puts ``text`` into an empty document."""
    return changed(opened((), writer=writer), text)


def changed(document: Doc, after: str) -> bytes:
    """Make the document's text ``after``, touching only what differs, so that carets elsewhere stay where they are.
    Gives the update that says so."""
    said: list[bytes] = []

    def listen(event: TransactionEvent) -> None:
        said.append(event.update)

    text = document.get(ROOT, type=Text)
    listening = document.observe(listen)
    with document.transaction():
        place = 0
        for sort, words in _differences(str(text), after):
            length = len(words.encode())
            if sort == diff_match_patch.DIFF_DELETE:
                del text[place : place + length]
                continue
            if sort == diff_match_patch.DIFF_INSERT:
                text.insert(place, words)
            place += length
    document.unobserve(listening)
    return merge_updates(*said) if said else NOTHING


def _differences(before: str, after: str) -> list[tuple[int, str]]:
    finder = diff_match_patch()
    finder.Diff_Timeout = _DIFFERENCE_SECONDS
    differences: list[tuple[int, str]] = finder.diff_main(before, after)
    finder.diff_cleanupEfficiency(differences)
    return differences


def folded(updates: Sequence[bytes]) -> bytes:
    """All of them in one, and the certainty that the same document comes out of it: what was deleted is folded up, what
    waits for something that is not there yet is kept. Raises ValueError where another document comes out."""
    one = opened(updates)
    state = one.get_state()
    waiting = unmet(merge_updates(*updates), state) if updates else b""
    everything = one.get_update()
    if waiting:
        everything = merge_updates(everything, waiting)
    again = opened([everything])
    if text_of(again) != text_of(one) or decoded_state(again.get_state()) != decoded_state(state):
        raise ValueError("another document came out")
    if bool(unmet(everything, again.get_state())) != bool(waiting):
        raise ValueError("what waits was lost")
    return everything


# --- What the bytes say of themselves --------------------------------------------------------------------------------


def unmet(update: bytes, state: bytes) -> bytes:
    """What of ``update`` a document with that state has not been able to take in, because something that it builds on
    is not there yet; empty where all is in."""
    rest = get_update(update, state)
    number, place = varint(rest, 0)
    if number:
        return rest
    deleted, place = varint(rest, place)
    if not deleted:
        return b""
    known = decoded_state(state)
    for _ in range(deleted):
        client, place = varint(rest, place)
        ranges, place = varint(rest, place)
        for _ in range(ranges):
            clock, place = varint(rest, place)
            length, place = varint(rest, place)
            if clock + length > known.get(client, 0):
                return rest
    return b""


def decoded_state(state: bytes) -> dict[int, int]:
    number, place = varint(state, 0)
    known = {}
    for _ in range(number):
        client, place = varint(state, place)
        known[client], place = varint(state, place)
    return known


def varint(data: bytes, place: int) -> tuple[int, int]:
    """A number as Yjs writes them, seven bits a byte, and the place after it. Raises ValueError where there is none."""
    number = shift = 0
    while True:
        if place >= len(data) or shift > 63:
            raise ValueError("no number")
        byte = data[place]
        place += 1
        number |= (byte & 127) << shift
        if byte < 128:
            return number, place
        shift += 7
