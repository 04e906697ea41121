"""What an engine can do. Whoosh, PostgreSQL and OpenSearch are reached through Haystack's connections and through
nothing but these few functions, so that one can take the place of another.

There are two indexes: ``default`` has what only the house may read, ``public`` what somebody outside may read, too.
Who is outside never asks the first.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Protocol

from haystack import connections

from .asked import Asked
from .documents import Document

INSIDE, OUTSIDE = "default", "public"
# Counts are exact up to here; beyond, a page says "1,000+".
MOST_COUNTED = 1000

# By the name of the facet: value -> how many. Values are those of a Document: a kind, ids, slugs, a year.
Facets = dict[str, dict[str | int, int]]
FACETS = ("kind", "space", "author", "tag", "year")


@dataclass(frozen=True)
class Hit:
    entry_id: int
    score: float
    published: float = 0.0  # seconds since 1970, for merging two lists by date


@dataclass(frozen=True)
class Answer:
    """``total`` may be larger than the list."""

    hits: list[Hit]
    total: int
    facets: Facets = field(default_factory=dict)


class Engine(Protocol):
    """One index. Reading raises whatever went wrong; the caller then asks the database."""

    def find(
        self, asked: Asked, audiences: Collection[str], *, limit: int, facets: bool = False, but: Collection[int] = ()
    ) -> Answer:
        """The best documents of those audiences. ``but``: entries that are not to be counted in facets."""

    def words_beginning(self, beginning: str, *, most: int) -> list[str]:
        """Words of the index, whoever may read them: to choose from, never to be shown."""

    def exactly(self, word: str, audiences: Collection[str], *, most: int) -> list[int]:
        """Entries of these audiences in which the word stands just like this, at most so many."""

    def write(self, documents: Iterable[Document], gone: Iterable[int] = ()) -> None: ...

    def rebuild(self, documents: Iterable[Document]) -> int:
        """Build a whole new index beside the old one and put it in its place."""

    @property
    def is_missing(self) -> bool: ...

    def is_sound(self) -> bool:
        """Whether it can be read from end to end."""

    def document_count(self) -> int: ...


def engine(name: str = INSIDE) -> Engine:
    return connections[name].get_backend()


def engines() -> list[Engine]:
    return [engine(INSIDE), engine(OUTSIDE)]
