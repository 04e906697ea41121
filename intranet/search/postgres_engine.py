"""Haystack over PostgreSQL's full-text search: a table beside the entries, with a tsvector under a GIN index.

The words are folded and cut to their stems by ``words`` and given to PostgreSQL as they are, so that neither an
extension nor a superuser is needed, and the same things are found as with Whoosh. In one tsvector stand the stems
("organizz", weight A in the title, B in the text, D in a file) and, after a "=", the words as they are written, for
beginnings and corrections.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, time
from itertools import chain, islice
from typing import Any

from django.db import connection, transaction
from django.utils.timezone import get_current_timezone
from haystack.backends import BaseEngine, BaseSearchBackend, BaseSearchQuery

from .asked import Asked
from .documents import BATCH, Document
from .engine import FACETS, Answer, Facets, Hit
from .haystack_commands import HaystackCommands
from .words import stems_of

FORMAT = "portico1"
# Of more matches than this, the newest are ranked: ranking reads every text.
MOST_RANKED = 2000
# What PostgreSQL takes in one tsvector, with some room.
MOST_LETTERS = 900_000
MOST_PLACES = 255
LAST_PLACE = 16_383
# No search keeps the database busy for longer.
LONGEST_SEARCH_MS = 3000
_WEIGHTS = "{0.1, 0.2, 0.4, 1.0}"  # D, C, B, A

_TABLE = """
CREATE TABLE {table} (
    entry bigint PRIMARY KEY, audience varchar(40) NOT NULL, kind varchar(40) NOT NULL, author bigint NOT NULL,
    published timestamptz NOT NULL, year integer NOT NULL, spaces bigint[] NOT NULL, tags text[] NOT NULL,
    has text[] NOT NULL, said tsvector NOT NULL
);
CREATE TABLE {table}_words (word text COLLATE "C" PRIMARY KEY);
COMMENT ON TABLE {table} IS '{format}';
"""
_INDEXES = """
CREATE INDEX ON {table} USING gin (said);
CREATE INDEX ON {table} (audience, published DESC);
CREATE INDEX ON {table} (published DESC);
ANALYZE {table};
"""
_COLUMNS = ("entry", "audience", "kind", "author", "published", "year", "spaces", "tags", "has", "said")


class PorticoPostgresBackend(HaystackCommands, BaseSearchBackend):
    def __init__(self, connection_alias: str, **options: Any) -> None:
        super().__init__(connection_alias, **options)
        # A name of our own settings, never one that somebody typed.
        self.table: str = options["TABLE"]

    # --- Reading --------------------------------------------------------------------------------------------------

    def find(
        self, asked: Asked, audiences: Collection[str], *, limit: int, facets: bool = False, but: Collection[int] = ()
    ) -> Answer:
        query = query_of(asked)
        where, values = _where(asked, query, audiences)
        rank = "0" if query is None or asked.newest else "ts_rank(%s, said, %s::tsquery)"
        ranking = [] if rank == "0" else [_WEIGHTS, query]
        most = limit if asked.newest else max(MOST_RANKED, limit)
        sql = f"""
            WITH found AS MATERIALIZED (
                SELECT entry, published, said FROM {self.table} WHERE {where} ORDER BY published DESC LIMIT %s
            )
            SELECT entry, {rank} AS score, extract(epoch FROM published), count(*) OVER ()
            FROM found ORDER BY score DESC, published DESC, entry DESC LIMIT %s
        """  # noqa: S608 - the table is ours, and everything else is a parameter
        rows = self._read(sql, [*values, most, *ranking, limit])
        hits = [Hit(entry, float(score), float(at)) for entry, score, at, _total in rows]
        total = rows[0][3] if rows else 0
        return Answer(hits, total, self._facets(where, values, but) if facets else {})

    def exactly(self, word: str, audiences: Collection[str], *, most: int) -> list[int]:
        sql = f"""
            SELECT entry FROM {self.table} WHERE said @@ %s::tsquery AND audience = ANY(%s) LIMIT %s
        """  # noqa: S608
        return [entry for (entry,) in self._read(sql, [_quoted(f"={word}"), list(audiences), most])]

    def words_beginning(self, beginning: str, *, most: int) -> list[str]:
        like = beginning.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
        sql = f"SELECT word FROM {self.table}_words WHERE word LIKE %s ORDER BY word LIMIT %s"  # noqa: S608
        return [word for (word,) in self._read(sql, [like, most])]

    @property
    def is_missing(self) -> bool:
        sql = "SELECT obj_description(to_regclass(%s), 'pg_class')"
        return bool(self._read(sql, [self.table])[0][0] != FORMAT)

    def is_sound(self) -> bool:
        return not self.is_missing

    def document_count(self) -> int:
        return int(self._read(f"SELECT count(*) FROM {self.table}", [])[0][0])  # noqa: S608

    def _facets(self, where: str, values: list[Any], but: Collection[int]) -> Facets:
        facets: Facets = {name: {} for name in FACETS}
        sql = f"""
            WITH found AS MATERIALIZED (
                SELECT kind, author, year, spaces, tags FROM {self.table} WHERE {where} AND NOT entry = ANY(%s)
            )
            SELECT 'kind', to_jsonb(kind), count(*) FROM found GROUP BY kind
            UNION ALL SELECT 'author', to_jsonb(author), count(*) FROM found GROUP BY author
            UNION ALL SELECT 'year', to_jsonb(year), count(*) FROM found GROUP BY year
            UNION ALL SELECT 'space', to_jsonb(one), count(*) FROM found, unnest(spaces) AS one GROUP BY one
            UNION ALL SELECT 'tag', to_jsonb(one), count(*) FROM found, unnest(tags) AS one GROUP BY one
        """  # noqa: S608
        for name, value, many in self._read(sql, [*values, list(but)]):
            facets[name][json.loads(value) if isinstance(value, str) else value] = many
        return facets

    def _read(self, sql: str, values: list[Any]) -> list[Any]:
        # A transaction, or a savepoint: a search that fails takes nothing else with it.
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL statement_timeout = {LONGEST_SEARCH_MS}")
            cursor.execute(sql, values)
            rows = cursor.fetchall()
            cursor.execute("SET LOCAL statement_timeout = DEFAULT")
        return rows

    # --- Writing --------------------------------------------------------------------------------------------------

    def write(self, documents: Iterable[Document], gone: Iterable[int] = ()) -> None:
        """Add or replace documents and remove the entries ``gone``. All or nothing."""
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {self.table} WHERE entry = ANY(%s)", [list(gone)])  # noqa: S608
            self._insert(cursor, list(documents), self.table)

    def rebuild(self, documents: Iterable[Document]) -> int:
        """Build a whole new table beside the old one, which is read and written meanwhile, and put it in its place."""
        fresh, count = f"{self.table}_new", 0
        with self._only_builder(), connection.cursor() as cursor, _patient(cursor):
            cursor.execute(f"DROP TABLE IF EXISTS {fresh}; DROP TABLE IF EXISTS {fresh}_words")
            cursor.execute(_TABLE.format(table=fresh, format=FORMAT))
            rows = iter(documents)
            while batch := list(islice(rows, BATCH)):
                self._insert(cursor, batch, fresh)
                count += len(batch)
            cursor.execute(_INDEXES.format(table=fresh))
            with transaction.atomic():
                for name in ("", "_words"):
                    cursor.execute(f"DROP TABLE IF EXISTS {self.table}{name}")
                    cursor.execute(f"ALTER TABLE {fresh}{name} RENAME TO {self.table}{name}")
        return count

    def forget_unsaid(self) -> None:
        """Take the words out of the list that no document says."""
        sql = f"""
            WITH told AS MATERIALIZED (SELECT word FROM ts_stat('SELECT said FROM {self.table}') WHERE word LIKE '=%%')
            DELETE FROM {self.table}_words AS kept
            WHERE NOT EXISTS (SELECT FROM told WHERE told.word = '=' || kept.word)
        """  # noqa: S608
        with self._only_builder(), connection.cursor() as cursor, _patient(cursor):
            cursor.execute(sql.replace("%%", "%"))

    def _insert(self, cursor: Any, documents: list[Document], table: str) -> None:
        if not documents:
            return
        changes = ", ".join(f"{name} = excluded.{name}" for name in _COLUMNS[1:])
        sql = f"""
            INSERT INTO {table} ({", ".join(_COLUMNS)}) VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s::tsvector)
            ON CONFLICT (entry) DO UPDATE SET {changes}
        """  # noqa: S608
        cursor.executemany(sql, [_row(document) for document in documents])
        words = sorted({word for document in documents for word in (*document.said, *document.in_files) if word})
        cursor.execute(
            f"INSERT INTO {table}_words (word) SELECT unnest(%s::text[]) ON CONFLICT DO NOTHING",
            [words],
        )

    @contextmanager
    def _only_builder(self) -> Iterator[None]:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(hashtext(%s))", [self.table])
        try:
            yield
        finally:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(hashtext(%s))", [self.table])


@contextmanager
def _patient(cursor: Any) -> Iterator[None]:
    """The limits of a request are not those of a rebuild."""
    cursor.execute("SHOW statement_timeout")
    before = cursor.fetchone()[0]
    cursor.execute("SET statement_timeout = 0")
    yield
    cursor.execute("SELECT set_config('statement_timeout', %s, false)", [before])


def _row(document: Document) -> tuple[Any, ...]:
    return (
        document.entry_id,
        document.audience,
        document.kind,
        document.author,
        document.published,
        document.year,
        list(document.spaces),
        list(document.tags),
        sorted(document.has),
        vector_of(document),
    )


def vector_of(document: Document) -> str:
    """The document as a tsvector, written out."""
    strong = {stem for word in document.strong_words for stem in stems_of(word)}
    said = len(document.said)
    places: dict[str, list[str]] = defaultdict(list)
    plain: set[str] = set()
    for place, word in enumerate(chain(document.said, document.in_files), 1):
        if not word:
            continue
        plain.add(word)
        for stem in stems_of(word):
            if len(places[stem]) < MOST_PLACES:
                weight = "A" if stem in strong else "B" if place <= said else "D"
                places[stem].append(f"{min(place, LAST_PLACE)}{weight}")
    parts = [f"'{stem}':{','.join(found)}" for stem, found in places.items()]
    parts += [f"'={word}'" for word in plain]
    length, kept = 0, []
    for part in parts:
        length += len(part.encode()) + 1
        if length > MOST_LETTERS:
            break
        kept.append(part)
    return " ".join(kept)


def query_of(asked: Asked) -> str | None:
    """What is asked for as a tsquery, written out; None for filters alone."""
    parts = [_word(word, growing=growing) for word, growing in asked.words_to_find()]
    parts += [phrase for words in asked.phrases if (phrase := _phrase(words))]
    parts += [f"!{part}" for words in asked.without if (part := _phrase(words))]
    return " & ".join(parts) or None


def _word(word: str, *, growing: bool = False) -> str:
    ways = [_quoted(stem) for stem in stems_of(word)] or [_quoted(f"={word}")]
    if growing:
        ways.append(f"{_quoted(f'={word}')}:*")
    return f"({' | '.join(ways)})"


def _phrase(words: tuple[str, ...]) -> str:
    """Words that follow each other; one that says nothing leaves its place empty."""
    if len(words) == 1:
        return _word(words[0])
    found, gap = "", 0
    for word in words:
        gap += 1
        if stems_of(word):
            found = f"{found} <{gap}> {_word(word)}" if found else _word(word)
            gap = 0
    return f"({found})" if found else ""


def _quoted(lexeme: str) -> str:
    """Letters, digits and "_" are all that words consist of; nothing else passes."""
    return "'" + "".join(letter for letter in lexeme if letter.isalnum() or letter in "_=") + "'"


def _where(asked: Asked, query: str | None, audiences: Collection[str]) -> tuple[str, list[Any]]:
    parts, values = ["audience = ANY(%s)"], [list(audiences)]  # type: list[str], list[Any]
    if query is not None:
        parts.append("said @@ %s::tsquery")
        values.append(query)
    for column, wanted in (("kind", asked.kinds), ("author", asked.authors)):
        if wanted is not None:
            parts.append(f"{column} = ANY(%s)")
            values.append(list(wanted))
    if asked.where is not None:
        parts.append("(spaces && %s::bigint[] OR audience = ANY(%s))")
        values += [list(asked.spaces or ()), list(asked.audiences or ())]
    if asked.tags is not None:
        parts.append("tags && %s::text[]")
        values.append(list(asked.tags))
    if wanted_things := [*asked.has, *(["unanswered"] if asked.unanswered else [])]:
        parts.append("has @> %s::text[]")
        values.append(wanted_things)
    for day, sign in ((asked.after, ">="), (asked.before, "<")):
        if day is not None:
            parts.append(f"published {sign} %s")
            values.append(_midnight(day))
    return " AND ".join(parts), values


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, get_current_timezone())


class PorticoPostgresEngine(BaseEngine):
    backend = PorticoPostgresBackend
    query = BaseSearchQuery
