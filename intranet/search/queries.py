"""Asking the index: what was typed, as a query; and what comes back, checked once more against the one rule."""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from whoosh import query as terms

from intranet.content import kinds
from intranet.content.models import Entry
from intranet.core.text import fold
from intranet.spaces.audiences import Viewer, audiences_of

from .indexing import backend, rebuild_index
from .search_indexes import ENGLISH, ITALIAN, PLAIN

log = logging.getLogger(__name__)

LONGEST = 200
MOST_WORDS = 12
# Counts are exact up to here; beyond, a page says "1,000+".
MOST_COUNTED = 1000
_PIECES = re.compile(r'"([^"]+)"|(\S+)')


@dataclass(frozen=True)
class Found:
    """``entries`` are whole and in order; ``words`` are what to mark in them; ``total`` counts what may be read."""

    entries: list[Any]
    total: int
    words: list[str]
    degraded: bool = False

    @property
    def total_is_least(self) -> bool:
        return self.total > MOST_COUNTED


def search(viewer: Viewer, text: str, *, kind: str = "", limit: int = 30, offset: int = 0) -> Found:
    """Entries this viewer may read that match ``text``, best first.

    Words are joined by "and", a phrase stands in quotation marks, the last word also matches as a beginning. The
    index filters by audience, the database asks the rule again: a late index can miss something, never show it.
    """
    text = text.strip()[:LONGEST]
    pieces = pieces_of(text)
    if not pieces:
        return Found([], 0, [])
    words = [word for _is_phrase, piece in pieces for word in piece.split()]
    try:
        hits, total = backend().find(
            _query(pieces, kind), audiences_of(viewer), limit=min(offset + limit * 2, MOST_COUNTED)
        )
    except Exception:
        log.exception("The search index could not be read; it is being rebuilt.")
        rebuild_index.enqueue_once(key="search.rebuild")
        return _plainly(viewer, words, kind=kind, limit=limit, offset=offset)
    ranked = [hit.entry_id for hit in hits]
    visible = Entry.objects.visible_to(viewer).without_blocked(viewer).published().in_bulk(ranked)
    readable = [visible[pk] for pk in ranked if pk in visible]
    total -= len(ranked) - len(readable)
    return Found(kinds.hydrate(readable[offset : offset + limit], viewer), total, words)


def pieces_of(text: str) -> list[tuple[bool, str]]:
    """(is a phrase, words) for each piece of what was typed; what has no letter or digit is left out."""
    pieces = []
    for phrase, word in _PIECES.findall(text):
        plain = " ".join(token.text for token in PLAIN(phrase or word))
        if plain:
            pieces.append((bool(phrase) or " " in plain, plain))
    return pieces[:MOST_WORDS]


def _query(pieces: list[tuple[bool, str]], kind: str) -> terms.Query:
    wanted = [
        _phrase(piece) if is_phrase else _word(piece, is_last=place == len(pieces) - 1)
        for place, (is_phrase, piece) in enumerate(pieces)
    ]
    if kind:
        wanted.append(terms.ConstantScoreQuery(terms.Term("kind", kind.replace(".", "_"))))
    return terms.And(wanted)


def _word(word: str, *, is_last: bool) -> terms.Query:
    ways: list[terms.Query] = [terms.Term("title", word, boost=3.0)]
    ways += [terms.Term("text", token.text) for token in ENGLISH(word, mode="query")]
    ways += [terms.Term("text_it", token.text) for token in ITALIAN(word, mode="query")]
    if is_last and len(word) > 2:
        ways += [terms.Prefix("title", word, boost=1.5), terms.Prefix("text", word, boost=0.5)]
    ways.append(terms.Term("tags", word.replace("-", "_"), boost=2.0))
    return terms.DisjunctionMax(ways)


def _phrase(piece: str) -> terms.Query:
    english = [token.text for token in ENGLISH(piece, mode="query")]
    italian = [token.text for token in ITALIAN(piece, mode="query")]
    ways = [terms.Phrase(name, words) for name, words in (("text", english), ("text_it", italian)) if words]
    return terms.Or(ways) if ways else terms.NullQuery


def _plainly(viewer: Viewer, words: list[str], *, kind: str, limit: int, offset: int) -> Found:
    """The same question to the database alone, for as long as there is no index."""
    entries = Entry.objects.visible_to(viewer).without_blocked(viewer).published()
    if kind:
        entries = entries.filter(kind=kind)
    for word in words:
        entries = entries.filter(Q(title__icontains=word) | Q(body_text__icontains=word))
    found = list(entries.order_by("-published_at", "-pk")[offset : offset + limit])
    return Found(kinds.hydrate(found, viewer), len(found), [fold(word) for word in words], degraded=True)
