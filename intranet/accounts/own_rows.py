"""The few rows that almost every page asks of its reader, in one question.

An app says what it needs (``also_read``): a function that gives the querysets for one person, each row of them one JSON
object. Whoever wants them asks ``own_rows``. In a request that only reads, the first to ask gets those of all apps at
once (``read_together``, which the middleware calls); everywhere else, where something may change between two
questions, each is asked by itself, when it is wanted.

The SQL is put together once for each sort of person and kept: that takes longer than the answer. So a function may
build on nothing of the person but the numbers of the person, the department and the company, the kind and the role,
and on no time: what has an end is left out by whoever asks.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet, Value
from django.db.models.functions import JSONObject

from .models import User

Rows = list[dict[str, Any]]
Source = Callable[[User], Iterable[QuerySet[Any]]]


@dataclass(frozen=True, slots=True)
class _Known:
    source: Source
    on_every_page: bool


@dataclass(frozen=True, slots=True)
class _Prepared:
    """SQL with the parameters in their order; those in ``own`` (place, attribute) are the person's."""

    sql: str
    parameters: tuple[Any, ...]
    own: tuple[tuple[int, str], ...]

    def of(self, person: User) -> list[Any]:
        found = list(self.parameters)
        for place, attribute in self.own:
            found[place] = getattr(person, attribute)
        return found


_known: dict[str, _Known] = {}
_prepared: dict[Hashable, _Prepared] = {}
# What stands for a person's own numbers while the SQL is put together.
_STANDS_FOR = {-7_000_001: "pk", -7_000_002: "department_id", -7_000_003: "company_id"}
_PK, _DEPARTMENT, _COMPANY = _STANDS_FOR


def also_read(name: str, source: Source, *, on_every_page: bool = True) -> None:
    """Make rows known under a name. Those that not every page needs are read with the others where a page says so
    (``want``)."""
    _known[name] = _Known(source, on_every_page)
    _prepared.clear()


def as_row(rows: QuerySet[Any], **columns: Any) -> QuerySet[Any]:
    """``rows`` as a source gives them: one JSON object each, of the columns named."""
    return rows.annotate(own_row=JSONObject(**columns))


def moment_in(text: str) -> datetime:
    """A moment as it stands in a row: some databases write the zone, the others mean UTC."""
    found = datetime.fromisoformat(text)
    return found if found.tzinfo is not None else found.replace(tzinfo=UTC)


def read_together(person: User) -> None:
    """From here on nothing changes for this person until the request ends: read everything at the first question."""
    person.__dict__["_own_wanted"] = {name for name, known in _known.items() if known.on_every_page}


def want(person: Any, name: str) -> None:
    """Have rows of this name read with those of every page, if nothing has been read yet."""
    if (wanted := person.__dict__.get("_own_wanted")) is not None:
        wanted.add(name)


def own_rows(person: User, name: str) -> Rows:
    """The rows of one name; the caller remembers them. One query, or none if they have been read with others."""
    if wanted := person.__dict__.pop("_own_wanted", None):
        person.__dict__["_own_rows"] = _read(person, sorted(wanted))
    if (rows := person.__dict__.get("_own_rows", {}).pop(name, None)) is not None:
        return rows
    return _read(person, [name])[name]


def _read(person: User, names: Sequence[str]) -> dict[str, Rows]:
    found: dict[str, Rows] = {name: [] for name in names}
    prepared = _prepare(person, names)
    if not prepared.sql:
        return found
    with connection.cursor() as cursor:
        cursor.execute(prepared.sql, prepared.of(person))
        for place, row in cursor.fetchall():
            found[names[place]].append(json.loads(row) if isinstance(row, str) else row)
    return found


def _prepare(person: User, names: Sequence[str]) -> _Prepared:
    sort = (person.kind, person.role, person.is_active, person.department_id is None, person.company_id is None)
    key = (connection.vendor, sort, *names)
    if (prepared := _prepared.get(key)) is None:
        anybody = User(
            pk=_PK,
            kind=person.kind,
            role=person.role,
            is_active=person.is_active,
            department_id=None if person.department_id is None else _DEPARTMENT,
            company_id=None if person.company_id is None else _COMPANY,
        )
        prepared = _prepared[key] = _together(
            [(place, rows) for place, name in enumerate(names) for rows in _known[name].source(anybody)]
        )
    return prepared


def _together(parts: Sequence[tuple[int, QuerySet[Any]]]) -> _Prepared:
    sql, parameters = [], []
    for place, rows in parts:
        # What asks for the first few is a question in a question.
        is_sliced = rows.query.is_sliced
        part = rows if is_sliced else rows.order_by()
        try:
            placed = part.annotate(own_place=Value(place)).values_list("own_place", "own_row")
            one, own = placed.query.sql_with_params()
        except EmptyResultSet:
            continue
        sql.append(f"SELECT * FROM ({one}) AS few_{place}" if is_sliced else one)  # noqa: S608
        parameters += own
    return _Prepared(
        " UNION ALL ".join(sql),
        tuple(parameters),
        tuple((at, _STANDS_FOR[value]) for at, value in enumerate(parameters) if _is_own(value)),
    )


def _is_own(value: Any) -> bool:
    if type(value) is int and value in _STANDS_FOR:
        return True
    if any(str(number) in str(value) for number in _STANDS_FOR):
        raise ValueError(f"A person's number stands inside {value!r}, where nobody else's can take its place.")
    return False
