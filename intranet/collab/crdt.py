"""What is done with the bytes of a document. Imports no Django, since the process that meets strangers' bytes has none.

Offsets are in bytes of UTF-8: pycrdt counts so, while Python counts characters and browsers count units of UTF-16.
"""

from __future__ import annotations

from collections.abc import Iterable

from diff_match_patch import diff_match_patch
from pycrdt import Doc, Text, TransactionEvent, merge_updates

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
