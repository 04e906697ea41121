"""One moment of the database, read while people go on writing; and the numbers that come next."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, cast

from django.db import connection, transaction
from django.db.models import AutoField, BigAutoField, Model


@contextmanager
def one_moment() -> Iterator[None]:
    """What is read inside is of one moment. Nobody waits for it, and it waits for nobody."""
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        sqlite = cast(Any, connection)
        usual, sqlite.transaction_mode = sqlite.transaction_mode, "DEFERRED"
        try:
            with transaction.atomic():
                yield
        finally:
            sqlite.transaction_mode = usual
        return
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        without_time_limits()
        yield


def without_time_limits() -> None:
    """For this transaction: what a request may not do, a command may."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL statement_timeout = 0")
            cursor.execute("SET LOCAL idle_in_transaction_session_timeout = 0")
            cursor.execute("SET LOCAL lock_timeout = 0")


def last_number(model: type[Model]) -> int | None:
    """The last number the table has given out, also to rows that are gone; None where it gives out none."""
    if not isinstance(model._meta.pk, AutoField | BigAutoField):
        return None
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
            row = cursor.fetchone()
            return int(row[0]) if row else 0
        name = _sequence(model)
        if name is None:
            return None
        cursor.execute(f"SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM {name}")  # noqa: S608
        return int(cursor.fetchone()[0])


def set_last_number(model: type[Model], number: int) -> None:
    """The next row of the table gets the number after this one, so that no number means two things."""
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [table])
            cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table, number])
        elif (name := _sequence(model)) is not None:
            cursor.execute("SELECT setval(%s::regclass, greatest(%s, 1), %s)", [name, number, number > 0])


def _sequence(model: type[Model]) -> str | None:
    assert model._meta.pk is not None
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_get_serial_sequence(%s, %s)",
            [connection.ops.quote_name(model._meta.db_table), model._meta.pk.column],
        )
        row = cursor.fetchone()
    return str(row[0]) if row and row[0] else None
