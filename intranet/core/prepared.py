"""Questions that almost every page asks: the SQL is put together once and asked again with other values.

For a question of a few joins Django takes a millisecond to put it together, and the database a tenth of one to answer.
So such a question is a function that says for which values it is asked::

    @prepared(person=int, audiences=[str])
    def _unread(*, person, audiences, picky):
        return Notification.objects.filter(recipient=person, entry__audience__in=audiences)

    rows = _unread(person=reader.pk, audiences=audiences_of(reader), picky=False)

The function is called with stand-ins for the values it names, once for each combination of the others (``picky``), and
must return a queryset; what is called gets the rows, as the queryset would give them. A value may go into the database
only as itself: one that Django writes into a longer word, or into the SQL, is refused. Nothing else may be decided
inside that is not the same for everybody and at all times: not by the clock, the language, the reader or a setting.
``plainly`` asks the same question without keeping anything.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Hashable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import chain
from typing import Any, Protocol

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet

# The kinds of values: one of a sort, or a list of them.
Sort = type[int] | type[str] | type[datetime]
Ask = Callable[..., QuerySet[Any, Any]]

_PLACE = re.compile(r"(?<!%)%s")
_FIRST_NUMBER = -7_100_000
_FIRST_MOMENT = datetime(1066, 10, 14, tzinfo=UTC)
# More than that in a list is asked as it comes: databases take only so many parameters.
_MOST = 400


class Question(Protocol):
    def __call__(self, **values: Any) -> list[Any]: ...
    def plainly(self, **values: Any) -> list[Any]: ...


def prepared(**sorts: Sort | list[Sort]) -> Callable[[Ask], Question]:
    """A decorator: ``sorts`` names the values and says of what sort each is; ``[int]`` is for a list."""

    def decorate(ask: Ask) -> Question:
        return _Question(ask, sorts)

    return decorate


def _stand_in(place: int, sort: Sort) -> Any:
    if sort is int:
        return _FIRST_NUMBER - place
    if sort is str:
        return f"stand-in-{place}-of-a-prepared-question"
    return _FIRST_MOMENT + timedelta(days=place)


class _Question:
    def __init__(self, ask: Ask, sorts: dict[str, Sort | list[Sort]]) -> None:
        self.ask = ask
        self.__doc__ = ask.__doc__
        self.lists = {name for name, sort in sorts.items() if isinstance(sort, list)}
        single = {name: sort[0] if isinstance(sort, list) else sort for name, sort in sorts.items()}
        self.moments = {name for name, sort in single.items() if sort is datetime}
        self.stand_ins = {name: _stand_in(place, sort) for place, (name, sort) in enumerate(single.items())}
        self.known: dict[Hashable, _Prepared | None] = {}

    def __call__(self, **values: Any) -> list[Any]:
        if any(not 0 < len(values[name]) <= _MOST for name in self.lists):
            return self.plainly(**values)
        shape = {name: value for name, value in values.items() if name not in self.stand_ins}
        key = (connection.vendor, *shape.items())
        if key not in self.known:
            self.known[key] = self._prepare(shape)
        if (known := self.known[key]) is None:
            return []
        return known.rows({name: self._told(name, values[name]) for name in self.stand_ins})

    def plainly(self, **values: Any) -> list[Any]:
        return list(self.ask(**values))

    def _prepare(self, shape: dict[str, Any]) -> _Prepared | None:
        told = {name: [value] if name in self.lists else value for name, value in self.stand_ins.items()}
        rows: Any = self.ask(**told, **shape)
        if rows._prefetch_related_lookups:
            raise ValueError("What is fetched besides is not part of a prepared question.")
        compiler = rows.query.get_compiler(connection=connection)
        try:
            sql, parameters = compiler.as_sql()
        except EmptyResultSet:
            return None
        expected = {self._told(name, value): name for name, value in self.stand_ins.items()}
        own = tuple((at, expected[value]) for at, value in enumerate(parameters) if _is_one_of(value, expected))
        for value in self.stand_ins.values():
            _refuse_hidden(str(value), sql, parameters, expected)
        fields = [one[0] for one in compiler.select[: compiler.col_count]]
        converters = compiler.get_converters(fields)
        return _Prepared(rows, compiler, tuple(_PLACE.split(sql)), tuple(parameters), own, converters, self.lists)

    def _told(self, name: str, value: Any) -> Any:
        """As the database is told it."""
        return connection.ops.adapt_datetimefield_value(value) if name in self.moments else value


def _is_one_of(value: Any, expected: dict[Any, str]) -> bool:
    return type(value) in (int, str, datetime) and value in expected


def _refuse_hidden(stand_in: str, sql: str, parameters: Any, expected: dict[Any, str]) -> None:
    others = (str(value) for value in parameters if not _is_one_of(value, expected))
    if stand_in in sql or any(stand_in in other for other in others):
        raise ValueError(f"{stand_in} stands inside something longer, where no other value can take its place.")


@dataclass(frozen=True, slots=True)
class _Prepared:
    """SQL cut at its places, with the values in their order; those in ``own`` (place, name) are told each time."""

    asked: Any
    compiler: Any
    sql: tuple[str, ...]
    parameters: tuple[Any, ...]
    own: tuple[tuple[int, str], ...]
    converters: dict[int, Any]
    lists: set[str]

    def rows(self, values: dict[str, Any]) -> list[Any]:
        sql, parameters = self._with(values)
        again: Any = _Again(self.asked, _Answered(self, sql, parameters))
        return list(self.asked._iterable_class(again))

    def _with(self, values: dict[str, Any]) -> tuple[str, list[Any]]:
        told = dict(self.own)
        sql, parameters = [self.sql[0]], []
        for at, after in enumerate(self.sql[1:]):
            name = told.get(at)
            if name is None:
                parameters.append(self.parameters[at])
                sql.append("%s")
            elif name in self.lists:
                some: Collection[Any] = values[name]
                parameters += some
                sql.append(", ".join(["%s"] * len(some)))
            else:
                parameters.append(values[name])
                sql.append("%s")
            sql.append(after)
        return "".join(sql), parameters


class _Answered:
    """What Django's iterables take for a compiler: it has put together nothing, and runs what there is."""

    def __init__(self, question: _Prepared, sql: str, parameters: list[Any]) -> None:
        self.question, self.sql, self.parameters = question, sql, parameters

    def __getattr__(self, name: str) -> Any:
        return getattr(self.question.compiler, name)

    def execute_sql(self, *_result_type: object, **_chunks: object) -> list[list[Any]]:
        width = self.question.compiler.col_count
        with connection.cursor() as cursor:
            cursor.execute(self.sql, self.parameters)
            rows = cursor.fetchall()
        return [[row[:width] for row in rows] if rows and len(rows[0]) > width else rows]

    def results_iter(
        self, results: list[list[Any]] | None = None, *, tuple_expected: bool = False, **_chunks: object
    ) -> Iterator[Any]:
        rows: Iterator[Any] = chain.from_iterable(self.execute_sql() if results is None else results)
        if not self.question.converters:
            return map(tuple, rows) if tuple_expected else rows
        converted = self._converted(rows)
        return map(tuple, converted) if tuple_expected else converted

    def _converted(self, rows: Iterator[Any]) -> Iterator[list[Any]]:
        each = [(at, *how) for at, how in self.question.converters.items()]
        for found in rows:
            row = list(found)
            for at, converters, expression in each:
                value = row[at]
                for convert in converters:
                    value = convert(value, expression, connection)
                row[at] = value
            yield row


class _Query:
    def __init__(self, query: Any, answered: _Answered) -> None:
        self._query, self._answered = query, answered

    def __getattr__(self, name: str) -> Any:
        return getattr(self._query, name)

    def get_compiler(self, *_using: object, **_named: object) -> _Answered:
        return self._answered


class _Again:
    """The queryset that was asked, with the answer of now."""

    def __init__(self, asked: Any, answered: _Answered) -> None:
        self._asked = asked
        self.query = _Query(asked.query, answered)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._asked, name)
