"""Documents that several people write at once: what they say, and who wrote it. (Writing is in ``actions``.)"""

from __future__ import annotations

from . import crdt, log
from .sorts import Access, NoSuchDocument, Sort, register, taken_apart

__all__ = [
    "Access",
    "NoSuchDocument",
    "Sort",
    "contributors",
    "head",
    "read_text",
    "register",
    "state_vector",
]


def read_text(name: str) -> str:
    """What the document says now, with everything that was acknowledged to anybody; what it would begin with, where
    nobody has opened it yet."""
    document = log.find(name)
    if document is None:
        sort, key = taken_apart(name)
        return log.as_kept(sort.begin(key))
    return log.as_kept(crdt.text_of(crdt.opened(log.updates_of(document))))


def head(name: str) -> int:
    """The number of the last update that is stored; 0 where there is none."""
    document = log.find(name)
    return document.head if document else 0


def state_vector(name: str) -> bytes:
    """What is stored, as Yjs says it: for each client, how much of what it wrote."""
    document = log.find(name)
    return crdt.opened(log.updates_of(document) if document else ()).get_state()


def contributors(name: str, after: int, upto: int | None = None) -> list[int]:
    """The ids of those who wrote the updates after the number ``after``, whoever was first first. The log reaches back
    thirty days behind what was settled."""
    document = log.find(name)
    return log.writers(document, after, upto) if document else []
