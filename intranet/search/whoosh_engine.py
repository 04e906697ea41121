"""Haystack over Whoosh, with what the stock backend lacks: a searcher that is kept, one writer, exact audiences.

The stock backend opens every segment twice a query and loses deletions when two writers meet (its log line is all
one hears). Here each thread keeps a searcher and refreshes it; only ``write`` writes, under a lock that all processes
share; and who may find a document is a union of per-audience document sets kept with the searcher, not a query of a
hundred terms.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from haystack.backends.whoosh_backend import WhooshEngine, WhooshSearchBackend, WhooshSearchQuery
from haystack.constants import ID
from whoosh import query as terms
from whoosh.collectors import FilterCollector
from whoosh.fields import KEYWORD, TEXT, Schema
from whoosh.idsets import BitSet, DocIdSet
from whoosh.index import Index, exists_in

from .search_indexes import ENGLISH, ITALIAN, PLAIN


@dataclass(frozen=True)
class Hit:
    entry_id: int
    score: float


class PorticoWhooshBackend(WhooshSearchBackend):
    def __init__(self, connection_alias: str, **options: Any) -> None:
        super().__init__(connection_alias, **options)
        self._kept = threading.local()

    def build_schema(self, fields: dict[str, Any]) -> tuple[str, Schema]:
        content_field, schema = super().build_schema(fields)
        # The words themselves are in the database: nothing but postings is kept here.
        for name, analyzer, boost in (("text", ENGLISH, 1.0), ("text_it", ITALIAN, 1.0), ("title", PLAIN, 3.0)):
            schema.remove(name)
            schema.add(name, TEXT(analyzer=analyzer, stored=False, field_boost=boost))
        for name in ("audience", "kind", "tags"):
            schema.remove(name)
            schema.add(name, KEYWORD(stored=False, commas=True))
        return content_field, schema

    # --- Reading --------------------------------------------------------------------------------------------------

    def find(self, asked: terms.Query, audiences: Iterable[str], *, limit: int) -> tuple[list[Hit], int]:
        """The best ``limit`` documents among those of ``audiences``, and how many there are in all."""
        searcher = self._searcher()
        allowed = self._documents_of(searcher, audiences)
        collector = FilterCollector(searcher.collector(limit=limit), allow=allowed)
        searcher.search_with_collector(asked, collector)
        results = collector.results()
        hits = [Hit(int(hit["django_id"]), hit.score) for hit in results]
        return hits, len(results)

    @property
    def is_missing(self) -> bool:
        """There is no index at all: the folder is new, or somebody emptied it."""
        return not exists_in(self.path) if os.path.isdir(self.path) else True

    def document_count(self) -> int:
        return self._searcher().doc_count()

    def _searcher(self) -> Any:
        if not self.setup_complete:
            self.setup()
        kept = self._kept
        place = os.stat(self.path).st_ino
        if getattr(kept, "place", None) != place:  # the index was rebuilt and swapped in
            kept.searcher, kept.place, kept.sets = self._opened().searcher(), place, {}
            return kept.searcher
        fresh = kept.searcher.refresh()
        if fresh is not kept.searcher:
            kept.searcher, kept.sets = fresh, {}
        return kept.searcher

    def _opened(self) -> Index:
        return self.storage.open_index(schema=self.schema)

    def _documents_of(self, searcher: Any, audiences: Iterable[str]) -> DocIdSet:
        size = searcher.reader().doc_count_all()
        allowed = BitSet(size=size)
        for audience in audiences:
            found = self._kept.sets.get(audience)
            if found is None:
                found = BitSet(terms.Term("audience", audience).docs(searcher), size=size)
                self._kept.sets[audience] = found
            allowed.update(found)
        return allowed

    # --- Writing --------------------------------------------------------------------------------------------------

    def write(self, documents: Iterable[dict[str, Any]], gone: Iterable[int] = ()) -> None:
        """Add or replace prepared documents and remove the entries ``gone``, in one commit. All or nothing."""
        if not self.setup_complete:
            self.setup()
        with self.only_writer():
            writer = self._opened().writer(limitmb=64)
            try:
                for entry_id in gone:
                    writer.delete_by_term(ID, f"content.entry.{entry_id}")
                for document in documents:
                    writer.update_document(**self._as_fields(document))
            except BaseException:
                writer.cancel()
                raise
            writer.commit()

    def rebuild(self, documents: Iterable[dict[str, Any]]) -> int:
        """Build a whole new index beside the old one and swap it in; searches go on meanwhile."""
        if not self.setup_complete:
            self.setup()
        fresh, old = f"{self.path}.new", f"{self.path}.old"
        with self.only_writer():
            for leftover in (fresh, old):
                shutil.rmtree(leftover, ignore_errors=True)
            os.makedirs(fresh)
            storage = type(self.storage)(fresh)
            writer = storage.create_index(self.schema).writer(limitmb=128)
            count = 0
            for count, document in enumerate(documents, 1):  # noqa: B007 - the last count is the answer
                writer.add_document(**self._as_fields(document))
            writer.commit()
            if os.path.exists(self.path):
                os.rename(self.path, old)
            os.rename(fresh, self.path)
            shutil.rmtree(old, ignore_errors=True)
        return count

    def _as_fields(self, document: dict[str, Any]) -> dict[str, Any]:
        return {name: self._from_python(value) for name, value in document.items() if name in self.schema}

    @contextmanager
    def only_writer(self) -> Iterator[None]:
        """One writer on this machine, in whatever process; the others wait."""
        with open(f"{self.path}.lock", "w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield


class PorticoWhooshEngine(WhooshEngine):
    backend = PorticoWhooshBackend
    query = WhooshSearchQuery
