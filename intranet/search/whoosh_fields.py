"""How a document lies in Whoosh. Changing this file changes ``FORMAT``: an index of another format is built anew."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import chain
from typing import Any

from whoosh.columns import NumericColumn
from whoosh.fields import COLUMN, ID, FieldType, Schema
from whoosh.formats import Existence, Positions

from .documents import Document
from .words import stems_of

FORMAT = "portico1"
LONG_TEXT = 400


class Stems(FieldType):
    """All that a document says, as stems with their places. The weight of a posting is how strongly the word stands
    there, from 1 (once, in a long text) to 7 (often, and in the title): worked out once, here."""

    def __init__(self) -> None:
        self.format = Positions()
        self.analyzer = None
        self.queryor = False

    def index(self, value: Document, **_options: Any) -> Iterator[tuple[bytes, int, float, bytes]]:
        places: dict[str, list[int]] = defaultdict(list)
        for place, word in enumerate(chain(value.said, value.in_files)):
            if word:
                for stem in stems_of(word):
                    places[stem].append(place)
        strong = {stem for word in value.strong_words for stem in stems_of(word)}
        said = len(value.said)
        encode = self.format.encode
        for stem, found in places.items():
            level = min(4, len(found)) if said < LONG_TEXT else min(4, max(1, len(found) // 2))
            if found[0] >= said:  # in a file alone
                level = 1
            yield stem.encode(), len(found), float(level + 3 if stem in strong else level), encode(found)


class Terms(FieldType):
    """Words that are there or not, as they are."""

    def __init__(self, *, unique: bool = False) -> None:
        self.format = Existence()
        self.analyzer = None
        self.queryor = False
        self.unique = unique

    def index(self, value: Any, **_options: Any) -> Iterator[tuple[bytes, int, float, bytes]]:
        for term in value:
            yield term.encode(), 1, 1.0, b""


SCHEMA = Schema(
    key=ID(unique=True),
    entry=COLUMN(NumericColumn("q")),
    published=COLUMN(NumericColumn("q")),
    marks=Terms(),
    words=Terms(),
    text=Stems(),
)


def fields_of(document: Document) -> dict[str, Any]:
    return {
        "key": document.key,
        "entry": document.entry_id,
        "published": int(document.published.timestamp()),
        "marks": marks_of(document),
        "words": {*document.said, *document.in_files} - {""},
        "text": document,
    }


def marks_of(document: Document) -> set[str]:
    return {
        f"a:{document.audience}",
        f"kind:{document.kind}",
        f"author:{document.author}",
        f"year:{document.year}",
        *(f"space:{space}" for space in document.spaces),
        *(f"tag:{tag}" for tag in document.tags),
        *(f"has:{thing}" for thing in document.has),
    }
