"""What is kept of each segment of a Whoosh index: sets of documents by word, audience and filter.

A segment never changes, but for deletions, which are masked. So what was read from it once serves every later query
of every thread, and a commit of one new entry costs the readers one small new segment.
"""

from __future__ import annotations

import threading
from array import array
from collections import OrderedDict
from collections.abc import Iterable, Iterator
from typing import Any

from whoosh.codec.whoosh3 import W3LeafMatcher
from whoosh.matching.wrappers import FilterMatcher
from whoosh.reading import TermNotFound

from .bits import Planes, bits_of, documents_in, everything_in, planes_of
from .words import stems_of

# Sets of words that are kept for each segment; an often used word is worth more than one asked for once.
MOST_WORDS = 400
# Beginnings stand for at most so many words.
MOST_GROWN = 200
_DAYS = 86_400
_LEFT = 8
_NOTHING = array("L")


class Leaf:
    """One segment. ``reader`` is that of the calling thread."""

    def __init__(self, reader: Any) -> None:
        self.size: int = reader.doc_count_all()
        self.entries = array("q", self._column(reader, "entry"))
        self.published = array("q", self._column(reader, "published"))
        self.marks: dict[str, array[int]] = {}
        self._mark_bits: OrderedDict[str, int] = OrderedDict()
        self._words: OrderedDict[Any, tuple[int, Planes]] = OrderedDict()
        self._deleted: tuple[int, int] = (0, (1 << self.size) - 1)
        self._facets: dict[str, list[str]] = {}

    def _column(self, reader: Any, name: str) -> list[int]:
        column = reader.column_reader(name)
        return [column[number] for number in range(self.size)]

    def living(self, reader: Any) -> int:
        count = reader.segment().deleted_count()
        if count != self._deleted[0]:
            gone = bits_of(reader.segment().deleted_docs(), self.size)
            self._deleted = (count, ((1 << self.size) - 1) & ~gone)
        return self._deleted[1]

    # --- Filters --------------------------------------------------------------------------------------------------

    def mark(self, reader: Any, name: str) -> int:
        """The documents with one mark: "a:org", "k:feeds.post", "t:budget"."""
        if (found := self._mark_bits.get(name)) is None:
            found = self._mark_bits[name] = bits_of(self.marked(reader, name), self.size)
            if len(self._mark_bits) > 2000:
                self._mark_bits.popitem(last=False)
        return found

    def marked(self, reader: Any, name: str) -> array[int]:
        if (found := self.marks.get(name)) is None:
            found = array("L", (number for number, _level in _postings(reader, "marks", name))) or _NOTHING
            self.marks[name] = found
        return found

    def marks_beginning(self, reader: Any, beginning: str) -> list[str]:
        if (found := self._facets.get(beginning)) is None:
            found = [term.decode() for term in reader.expand_prefix("marks", beginning.encode())]
            self._facets[beginning] = found
        return found

    def in_time(self, after: float | None, before: float | None) -> int:
        found = (
            number
            for number, published in enumerate(self.published)
            if (after is None or published >= after) and (before is None or published < before)
        )
        return bits_of(found, self.size)

    # --- Words ----------------------------------------------------------------------------------------------------

    def word(self, reader: Any, word: str, *, growing: bool = False) -> tuple[int, Planes]:
        """The documents with a word in any of its forms, and how strongly it stands in each, from 1 to 7."""
        key = (word, growing)
        if (found := self._words.get(key)) is None:
            found = self._keep(key, self._read_word(reader, word, growing=growing))
        return found

    def _keep(self, key: Any, found: tuple[int, Planes]) -> tuple[int, Planes]:
        self._words[key] = found
        if len(self._words) > MOST_WORDS:
            self._words.popitem(last=False)
        return found

    def _read_word(self, reader: Any, word: str, *, growing: bool) -> tuple[int, Planes]:
        levels: dict[int, int] = {}
        # A word that says nothing is looked for as it stands.
        terms = [("text", stem) for stem in stems_of(word)] or [("words", word)]
        if growing:
            grown = self.words_beginning(reader, word, most=MOST_GROWN)
            terms += [("words", longer) for longer in grown if longer != word]
        for field, term in terms:
            for number, level in _postings(reader, field, term):
                if levels.get(number, 0) < level:
                    levels[number] = level
        planes = planes_of(levels, self.size)
        return everything_in(planes), planes

    def exactly(self, reader: Any, word: str) -> int:
        return bits_of((number for number, _level in _postings(reader, "words", word)), self.size)

    def phrase(self, reader: Any, words: tuple[str, ...]) -> int:
        """The documents where these words follow each other, in any of their forms."""
        if (found := self._words.get(words)) is None:
            found = self._keep(words, (self._read_phrase(reader, words), []))
        return found[0]

    def _read_phrase(self, reader: Any, words: tuple[str, ...]) -> int:
        asked = [(place, word) for place, word in enumerate(words) if stems_of(word)]
        if not asked:
            return 0
        candidates = (1 << self.size) - 1
        for _place, word in asked:
            candidates &= self.word(reader, word)[0]
        if not candidates or len(asked) == 1:
            return candidates
        # Where the phrase would begin, by what each word says of it.
        starts: dict[int, set[int]] = {}
        for turn, (place, word) in enumerate(asked):
            found: dict[int, set[int]] = {}
            for stem in stems_of(word):
                for number, positions in _positions(reader, stem, candidates):
                    found.setdefault(number, set()).update(at - place for at in positions)
            starts = found if turn == 0 else {n: kept for n in starts if (kept := starts[n] & found.get(n, set()))}
            candidates = bits_of(starts, self.size)
            if not candidates:
                return 0
        return candidates

    def words_beginning(self, reader: Any, beginning: str, *, most: int) -> list[str]:
        found = []
        for term in reader.expand_prefix("words", beginning.encode()):
            found.append(term.decode())
            if len(found) >= most:
                break
        return found


def _postings(reader: Any, field: str, term: str) -> Iterable[tuple[int, int]]:
    """(document, level) of a term, a block of postings at a time; deletions are masked later."""
    try:
        matcher = reader.postings(field, term)
    except TermNotFound:
        return []
    if isinstance(matcher, FilterMatcher):  # it leaves deletions out, one by one, and has begun to already
        matcher = matcher.child
        matcher.reset()
    if not isinstance(matcher, W3LeafMatcher):
        return _one_by_one(matcher)
    found: list[tuple[int, int]] = []
    while True:
        matcher.id(), matcher.weight()  # read the block
        found += zip(matcher._ids, map(int, matcher._weights), strict=True)
        matcher._next_block()
        if not matcher.is_active():
            return found


def _one_by_one(matcher: Any) -> Iterator[tuple[int, int]]:
    while matcher.is_active():
        yield matcher.id(), int(matcher.weight())
        matcher.next()


def _positions(reader: Any, stem: str, wanted: int) -> Iterator[tuple[int, list[int]]]:
    try:
        matcher = reader.postings("text", stem)
    except TermNotFound:
        return
    for number in documents_in(wanted):
        if not matcher.is_active():
            return
        matcher.skip_to(number)
        if matcher.is_active() and matcher.id() == number:
            yield number, matcher.value_as("positions")


class Leaves:
    """The segments of one index that are in use, for all threads."""

    def __init__(self) -> None:
        self._kept: OrderedDict[str, Leaf] = OrderedDict()
        self._lock = threading.Lock()

    def of_all(self, readers: Iterable[Any]) -> list[tuple[Any, Leaf]]:
        """Each reader of a segment with its leaf. Those of segments that were merged away are let go, but for a few,
        which another thread may be about to leave."""
        found = [(reader, self._of(reader)) for reader in readers]
        with self._lock:
            while len(self._kept) > len(found) + _LEFT:
                self._kept.popitem(last=False)
        return found

    def _of(self, reader: Any) -> Leaf:
        key = reader.segment().segment_id()
        with self._lock:
            if (found := self._kept.get(key)) is not None:
                self._kept.move_to_end(key)
                return found
        leaf = Leaf(reader)
        with self._lock:
            return self._kept.setdefault(key, leaf)

    def clear(self) -> None:
        with self._lock:
            self._kept.clear()


_at: dict[str, Leaves] = {}


def leaves_at(path: str) -> Leaves:
    """Those of the index in a folder. Haystack has a backend for each thread; what was read is the same for all."""
    return _at.setdefault(path, Leaves())
