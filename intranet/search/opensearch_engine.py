"""Haystack over OpenSearch, through its published engine: that brings the connection, and here is what is asked.

The words are folded and cut to their stems by ``words``, as for the other engines, and stand in one field a language,
so OpenSearch needs no analyser but "split at spaces". Who may read stands in the filter of each query, and the
database is asked again as everywhere. Tried against a recorded stand-in, not against a server of every version.
"""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterable, Iterator
from datetime import datetime, time
from typing import Any

from django.utils.timezone import get_current_timezone, now
from django_haystack_opensearch.haystack import OpenSearchSearchBackend, OpenSearchSearchEngine
from opensearchpy import NotFoundError
from opensearchpy.helpers import bulk

from .asked import Asked
from .documents import Document
from .engine import FACETS, Answer, Facets, Hit
from .haystack_commands import HaystackCommands
from .words import stems_of

# It would write every request into the log, which is every text there is.
for _chatty in ("opensearch", "opensearchpy.trace"):
    logging.getLogger(_chatty).setLevel(logging.WARNING)

FORMAT = "portico1"
MOST_FACET_VALUES = 200
# The fields of the stems, one a language; a word that is the same in both stands in both.
_LANGUAGES = ("english", "italian")
_TEXT = {"type": "text", "analyzer": "whitespace"}
_KEYWORD = {"type": "keyword"}
MAPPING = {
    "_meta": {"format": FORMAT},
    "dynamic": False,
    "properties": {
        "audience": _KEYWORD,
        "kind": _KEYWORD,
        "author": {"type": "long"},
        "space": {"type": "long"},
        "year": {"type": "integer"},
        "tag": _KEYWORD,
        "has": _KEYWORD,
        "published": {"type": "date", "format": "epoch_second"},
        "words": _KEYWORD,
        "strong": _KEYWORD,
        **dict.fromkeys(_LANGUAGES, _TEXT),
    },
}


class PorticoOpenSearchBackend(HaystackCommands, OpenSearchSearchBackend):
    def setup(self) -> None:
        self.setup_complete = True

    # --- Reading --------------------------------------------------------------------------------------------------

    def find(
        self, asked: Asked, audiences: Collection[str], *, limit: int, facets: bool = False, but: Collection[int] = ()
    ) -> Answer:
        body: dict[str, Any] = {
            "query": query_of(asked, audiences),
            "size": limit,
            "_source": False,
            "fields": ["published"],
            "track_total_hits": True,
            "sort": [*([] if asked.newest else ["_score"]), {"published": "desc"}],
            "track_scores": True,
        }
        if facets:
            body["aggs"] = {
                "settled": {
                    "filter": {"bool": {"must_not": [{"ids": {"values": [str(pk) for pk in but]}}]}},
                    "aggs": {name: {"terms": {"field": name, "size": MOST_FACET_VALUES}} for name in FACETS},
                }
            }
        answer = self.conn.search(index=self.index_name, body=body)
        hits = [
            Hit(int(hit["_id"]), float(hit["_score"] or 0), float(hit["fields"]["published"][0]))
            for hit in answer["hits"]["hits"]
        ]
        return Answer(hits, answer["hits"]["total"]["value"], _facets(answer) if facets else {})

    def exactly(self, word: str, audiences: Collection[str], *, most: int) -> list[int]:
        asked = {"bool": {"filter": [{"terms": {"audience": sorted(audiences)}}, {"term": {"words": word}}]}}
        answer = self.conn.search(index=self.index_name, body={"query": asked, "size": most, "_source": False})
        return [int(hit["_id"]) for hit in answer["hits"]["hits"]]

    def words_beginning(self, beginning: str, *, most: int) -> list[str]:
        # Words are letters, digits and "_": nothing in them means anything to a regular expression.
        terms = {"field": "words", "include": f"{beginning}.*", "size": most}
        body = {"size": 0, "aggs": {"words": {"terms": terms}}}
        answer = self.conn.search(index=self.index_name, body=body)
        return sorted(bucket["key"] for bucket in answer["aggregations"]["words"]["buckets"])

    @property
    def is_missing(self) -> bool:
        try:
            found = self.conn.indices.get_mapping(index=self.index_name)
        except NotFoundError:
            return True
        return any(one["mappings"].get("_meta", {}).get("format") != FORMAT for one in found.values())

    def is_sound(self) -> bool:
        return not self.is_missing

    def document_count(self) -> int:
        return int(self.conn.count(index=self.index_name)["count"])

    # --- Writing --------------------------------------------------------------------------------------------------

    def write(self, documents: Iterable[Document], gone: Iterable[int] = ()) -> None:
        changes = [{"_op_type": "delete", "_index": self.index_name, "_id": str(pk)} for pk in gone]
        changes += [_change(document, self.index_name) for document in documents]
        _done, errors = bulk(self.conn, changes, refresh=True, raise_on_error=False)
        if refused := [error for error in errors if error.get("delete", {}).get("status") != 404]:
            raise RuntimeError(f"OpenSearch did not take {len(refused)} changes, the first: {refused[0]}")

    def rebuild(self, documents: Iterable[Document]) -> int:
        """Fill a new index; then the name that is searched means that one."""
        fresh = f"{self.index_name}-{now():%Y%m%d%H%M%S%f}"
        self.conn.indices.create(index=fresh, body={"mappings": MAPPING})
        count = 0

        def changes() -> Iterator[dict[str, Any]]:
            nonlocal count
            for document in documents:
                count += 1
                yield _change(document, fresh)

        bulk(self.conn, changes(), refresh="wait_for")
        try:
            old = [name for name in self.conn.indices.get_alias(name=self.index_name) if name != fresh]
        except NotFoundError:
            old = []
        swap = [{"remove_index": {"index": name}} for name in old]
        swap.append({"add": {"index": fresh, "alias": self.index_name}})
        self.conn.indices.update_aliases(body={"actions": swap})
        return count


def _change(document: Document, index: str) -> dict[str, Any]:
    said = [*document.said, *document.in_files]
    return {
        "_op_type": "index",
        "_index": index,
        "_id": str(document.entry_id),
        "_source": {
            "audience": document.audience,
            "kind": document.kind,
            "author": document.author,
            "space": list(document.spaces),
            "year": document.year,
            "tag": list(document.tags),
            "has": sorted(document.has),
            "published": int(document.published.timestamp()),
            "words": sorted({word for word in said if word}),
            "strong": sorted({stem for word in document.strong_words for stem in stems_of(word)}),
            # A word that says nothing, and the end of a part, keep their places.
            "english": _spoken(said, 0),
            "italian": _spoken(said, -1),
        },
    }


def _spoken(words: Iterable[str], which: int) -> str:
    return " ".join((stems_of(word)[which] if word and stems_of(word) else "-") for word in words)


def query_of(asked: Asked, audiences: Collection[str]) -> dict[str, Any]:
    filters: list[dict[str, Any]] = [{"terms": {"audience": sorted(audiences)}}]
    for name, wanted in (
        ("kind", asked.kinds),
        ("author", asked.authors),
        ("tag", asked.tags),
    ):
        if wanted is not None:
            filters.append({"terms": {name: sorted(wanted)}})
    if asked.where is not None:
        ways = [
            {"terms": {name: sorted(wanted)}}
            for name, wanted in (("space", asked.spaces), ("audience", asked.audiences))
            if wanted
        ]
        filters.append(ways[0] if len(ways) == 1 else {"bool": {"should": ways, "minimum_should_match": 1}})
    filters += [{"term": {"has": thing}} for thing in (*asked.has, *(["unanswered"] if asked.unanswered else []))]
    span = {
        sign: int(datetime.combine(day, time.min, get_current_timezone()).timestamp())
        for sign, day in (("gte", asked.after), ("lt", asked.before))
        if day is not None
    }
    if span:
        filters.append({"range": {"published": span}})
    must = [_word(word, growing=growing) for word, growing in asked.words_to_find()]
    must += [_phrase(words) for words in asked.phrases]
    return {"bool": {"filter": filters, "must": must, "must_not": [_phrase(words) for words in asked.without]}}


def _word(word: str, *, growing: bool = False) -> dict[str, Any]:
    stems = stems_of(word)
    if not stems:
        return {"term": {"words": word}}
    ways: list[dict[str, Any]] = [
        {"term": {field: stem}} for field, stem in zip(_LANGUAGES, (stems[0], stems[-1]), strict=True)
    ]
    ways.append({"terms": {"strong": list(stems), "boost": 3}})
    if growing:
        ways.append({"prefix": {"words": {"value": word, "boost": 0.3}}})
    return {"dis_max": {"queries": ways}}


def _phrase(words: tuple[str, ...]) -> dict[str, Any]:
    if len(words) == 1:
        return _word(words[0])
    ways = []
    for field, which in zip(_LANGUAGES, (0, -1), strict=True):
        ways.append({"match_phrase": {field: _spoken(words, which)}})
    return {"dis_max": {"queries": ways}}


def _facets(answer: dict[str, Any]) -> Facets:
    counted = answer["aggregations"]["settled"]
    return {name: {bucket["key"]: bucket["doc_count"] for bucket in counted[name]["buckets"]} for name in FACETS}


class PorticoOpenSearchEngine(OpenSearchSearchEngine):
    backend = PorticoOpenSearchBackend
