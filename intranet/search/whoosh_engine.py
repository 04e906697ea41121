"""Haystack over Whoosh, with what the stock backend lacks: readers that are kept, one writer, exact audiences.

The stock backend opens every segment twice a query and loses deletions when two writers meet (its log line is all
one hears). Here each thread keeps a reader and refreshes it; what was read from a segment is kept for all
(``whoosh_leaves``); only ``write`` writes, under a lock that all processes share; and a search is arithmetic on sets
of documents (``bits``), so totals are exact and an audience more costs nothing.
"""

from __future__ import annotations

import fcntl
import os
import secrets
import shutil
import threading
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import date, datetime, time
from glob import escape as glob_escape
from glob import glob
from itertools import islice
from math import log
from typing import Any

from django.utils.timezone import get_current_timezone
from haystack.backends.whoosh_backend import WhooshEngine, WhooshSearchBackend, WhooshSearchQuery
from whoosh.filedb.filestore import FileStorage
from whoosh.index import EmptyIndexError, Index
from whoosh.reading import ReaderClosed

from .asked import Asked
from .bits import Planes, bits_of, documents_in, plus, ranked, times
from .documents import Document
from .engine import FACETS, Answer, Facets, Hit
from .haystack_commands import HaystackCommands
from .whoosh_fields import FORMAT, SCHEMA, fields_of
from .whoosh_leaves import Leaf, leaves_at

# A rare word is worth up to so many times as much as one that stands everywhere.
MOST_RARITY = 8
# Of a reader to open an index that is written to meanwhile.
ATTEMPTS = 5


class PorticoWhooshBackend(HaystackCommands, WhooshSearchBackend):
    def __init__(self, connection_alias: str, **options: Any) -> None:
        super().__init__(connection_alias, **options)
        self._kept = threading.local()
        self._leaves = leaves_at(self.path)

    def setup(self) -> None:
        self.schema = SCHEMA
        self.setup_complete = True

    # --- Reading --------------------------------------------------------------------------------------------------

    def find(
        self, asked: Asked, audiences: Collection[str], *, limit: int, facets: bool = False, but: Collection[int] = ()
    ) -> Answer:
        leaves = self._opened_leaves()
        found = [(reader, leaf, self._matching(reader, leaf, asked, audiences)) for reader, leaf in leaves]
        rarities = {} if asked.newest else self._rarities(leaves, asked)
        total = sum(matched.bit_count() for _reader, _leaf, matched in found)
        hits: list[Hit] = []
        for reader, leaf, matched in found:
            planes: Planes = []
            for (word, growing), rarity in rarities.items() if matched else ():
                planes = plus(planes, times(leaf.word(reader, word, growing=growing)[1], rarity))
            hits += _best(leaf, matched, planes, limit)
        hits.sort(key=lambda hit: (0 if asked.newest else -hit.score, -hit.published, -hit.entry_id))
        return Answer(hits[:limit], total, self._facets(found, but) if facets else {})

    def exactly(self, word: str, audiences: Collection[str], *, most: int) -> list[int]:
        found: list[int] = []
        for reader, leaf in self._opened_leaves():
            here = leaf.exactly(reader, word) & self._allowed(reader, leaf, audiences)
            found += [leaf.entries[number] for number in islice(documents_in(here), most - len(found))]
        return found

    def words_beginning(self, beginning: str, *, most: int) -> list[str]:
        found: set[str] = set()
        for reader, leaf in self._opened_leaves():
            found.update(leaf.words_beginning(reader, beginning, most=most))
        return sorted(found)[:most]

    @property
    def is_missing(self) -> bool:
        """There is no index at all: the folder is new, or somebody emptied it."""
        return not (os.path.isdir(self.path) and FileStorage(self.path).index_exists(indexname=FORMAT))

    def is_sound(self) -> bool:
        try:
            reader = self._open().reader()
            for part in self._parts(reader):
                Leaf(part)
                for fieldname in ("marks", "text", "words"):
                    for term in part.lexicon(fieldname):
                        list(part.postings(fieldname, term).all_ids())
            reader.close()
        except Exception:
            return False
        return True

    def document_count(self) -> int:
        return sum(leaf.living(reader).bit_count() for reader, leaf in self._opened_leaves())

    def _matching(self, reader: Any, leaf: Leaf, asked: Asked, audiences: Collection[str]) -> int:
        matched = self._allowed(reader, leaf, audiences)
        for name, wanted in (
            ("kind", asked.kinds),
            ("author", asked.authors),
            ("tag", asked.tags),
        ):
            if wanted is not None:
                matched &= _any(leaf.mark(reader, f"{name}:{value}") for value in wanted)
        if asked.where is not None:
            matched &= _any(
                leaf.mark(reader, f"a:{value}" if isinstance(value, str) else f"space:{value}") for value in asked.where
            )
        for thing in (*asked.has, *(["unanswered"] if asked.unanswered else [])):
            matched &= leaf.mark(reader, f"has:{thing}")
        if matched and (asked.after or asked.before):
            matched &= leaf.in_time(_midnight(asked.after), _midnight(asked.before))
        for word, growing in asked.words_to_find():
            if not matched:
                return 0
            matched &= leaf.word(reader, word, growing=growing)[0]
        for phrase in asked.phrases:
            matched = matched and matched & leaf.phrase(reader, phrase)
        for words in asked.without:
            matched = matched and matched & ~(
                leaf.phrase(reader, words) if len(words) > 1 else leaf.word(reader, words[0])[0]
            )
        return matched

    def _allowed(self, reader: Any, leaf: Leaf, audiences: Collection[str]) -> int:
        return leaf.living(reader) & _any(leaf.mark(reader, f"a:{audience}") for audience in audiences)

    def _rarities(self, leaves: list[tuple[Any, Leaf]], asked: Asked) -> dict[tuple[str, bool], int]:
        """How much each word is worth, by how many documents have it."""
        size = sum(leaf.size for _reader, leaf in leaves) or 1
        wanted = [*asked.words_to_find(), *((word, False) for phrase in asked.phrases for word in phrase)]
        found = {}
        for word, growing in wanted:
            many = sum(leaf.word(reader, word, growing=growing)[0].bit_count() for reader, leaf in leaves)
            found[word, growing] = max(1, min(MOST_RARITY, round(log(size / (many + 1) + 1))))
        return found

    def _facets(self, found: list[tuple[Any, Leaf, int]], but: Collection[int]) -> Facets:
        facets: Facets = {name: {} for name in FACETS}
        unsettled = set(but)
        for reader, leaf, matched in found:
            waiting = [number for number, entry in enumerate(leaf.entries) if entry in unsettled] if unsettled else []
            cells = (matched & ~bits_of(waiting, leaf.size)).to_bytes(leaf.size // 8 + 1, "little")
            for name in FACETS:
                for mark in leaf.marks_beginning(reader, f"{name}:"):
                    many = sum(cells[n >> 3] >> (n & 7) & 1 for n in leaf.marked(reader, mark))
                    if many:
                        value: str | int = mark.partition(":")[2]
                        value = int(value) if name in ("space", "author", "year") else value
                        facets[name][value] = facets[name].get(value, 0) + many
        return facets

    def _opened_leaves(self) -> list[tuple[Any, Leaf]]:
        return self._leaves.of_all(self._parts(self._reader()))

    @staticmethod
    def _parts(reader: Any) -> list[Any]:
        """The segments; an index without any entry has none."""
        if reader.is_atomic():
            return [reader] if reader.doc_count_all() else []
        return [part for part, _offset in reader.leaf_readers()]

    def _reader(self) -> Any:
        for attempt in range(1, ATTEMPTS + 1):
            try:
                return self._refreshed()
            except (OSError, EmptyIndexError, ReaderClosed):
                # It was swapped, or a segment merged away, at this very moment. What was kept may be half closed by
                # now and would fail for good: the next attempt opens all of it anew.
                self._kept.place = None
                if attempt == ATTEMPTS:
                    raise
        return None

    def _refreshed(self) -> Any:
        kept, place = self._kept, os.readlink(self.path)
        if getattr(kept, "place", None) != place:  # the first search of this thread, or the index was swapped
            index = self._open()
            kept.reader, kept.generation = index.reader(), index.latest_generation()
            kept.index, kept.place = index, place
        elif (generation := kept.index.latest_generation()) != kept.generation:
            kept.reader = kept.index.reader(reuse=kept.reader)
            kept.generation = generation
        return kept.reader

    def _open(self) -> Index:
        return FileStorage(os.path.realpath(self.path)).open_index(schema=SCHEMA, indexname=FORMAT)

    # --- Writing --------------------------------------------------------------------------------------------------

    def write(self, documents: Iterable[Document], gone: Iterable[int] = ()) -> None:
        """Add or replace documents and remove the entries ``gone``, in one commit. All or nothing."""
        documents = list(documents)
        with self.only_writer():
            writer = self._open().writer(limitmb=64)
            try:
                with writer.searcher() as searcher:
                    for entry_id in [*gone, *(document.entry_id for document in documents)]:
                        writer.delete_by_term("key", f"content.entry.{entry_id}", searcher=searcher)
                for document in documents:
                    writer.add_document(**fields_of(document))
            except BaseException:
                writer.cancel()
                raise
            writer.commit()

    def rebuild(self, documents: Iterable[Document]) -> int:
        """Build a whole new index beside the old one, which is read and written meanwhile, and swap it in: ``path`` is
        a link, which changes between one moment and the next."""
        fresh, link = f"{self.path}-{secrets.token_hex(6)}", f"{self.path}.link"
        with self._locked("rebuild"):
            os.makedirs(fresh)
            writer = FileStorage(fresh).create_index(SCHEMA, indexname=FORMAT).writer(limitmb=128)
            count = 0
            try:
                for count, document in enumerate(documents, 1):  # noqa: B007 - the last count is the answer
                    writer.add_document(**fields_of(document))
            except BaseException:
                writer.cancel()
                shutil.rmtree(fresh, ignore_errors=True)
                raise
            writer.commit()
            with self.only_writer():
                old = os.path.realpath(self.path)
                if os.path.isdir(self.path) and not os.path.islink(self.path):
                    shutil.rmtree(self.path)
                with suppress(FileNotFoundError):
                    os.remove(link)
                os.symlink(os.path.basename(fresh), link)
                os.replace(link, self.path)
            self._remove_all_but(fresh, old)
        self._leaves.clear()
        return count

    def forget_older(self) -> None:
        """What was read before the last rebuild; by now nobody does."""
        with self._locked("rebuild"):
            self._remove_all_but(os.path.realpath(self.path))

    def _remove_all_but(self, *kept: str) -> None:
        """Older indexes, and what a rebuild that was killed has left behind. The last one stays: somebody reads it."""
        names = {os.path.basename(folder) for folder in kept}
        for leftover in glob(f"{glob_escape(self.path)}-*"):
            if os.path.basename(leftover) not in names:
                shutil.rmtree(leftover, ignore_errors=True)

    @contextmanager
    def only_writer(self) -> Iterator[None]:
        """One writer on this machine, in whatever process; the others wait."""
        with self._locked("lock"):
            yield

    @contextmanager
    def _locked(self, name: str) -> Iterator[None]:
        os.makedirs(os.path.dirname(self.path), exist_ok=True)
        with open(f"{self.path}.{name}", "w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield


def _best(leaf: Leaf, matched: int, planes: Planes, limit: int) -> list[Hit]:
    """The documents with the highest scores; of equal ones the newest."""
    hits: list[Hit] = []
    for score, group in ranked(matched, planes, limit):
        some = [Hit(leaf.entries[n], float(score), float(leaf.published[n])) for n in documents_in(group)]
        if len(hits) + len(some) > limit:
            some = sorted(some, key=lambda hit: -hit.published)[: limit - len(hits)]
        hits += some
    return hits


def _any(sets: Iterable[int]) -> int:
    found = 0
    for one in sets:
        found |= one
    return found


def _midnight(day: date | None) -> float | None:
    return None if day is None else datetime.combine(day, time.min, get_current_timezone()).timestamp()


class PorticoWhooshEngine(WhooshEngine):
    backend = PorticoWhooshBackend
    query = WhooshSearchQuery
