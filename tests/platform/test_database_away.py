"""A database that is away for a moment is no mistake of ours: 503, and when to come back."""

from __future__ import annotations

import sqlite3

import psycopg
import pytest
from django.db import IntegrityError, InterfaceError, InternalError, OperationalError, connection
from django.test import Client

from intranet.core.database_away import is_away


def wrapped(ours: Exception, theirs: Exception) -> Exception:
    ours.__cause__ = theirs
    return ours


def named(name: str) -> sqlite3.OperationalError:
    said = sqlite3.OperationalError("said by SQLite")
    said.sqlite_errorname = name
    return said


@pytest.mark.parametrize(
    ("problem", "away"),
    [
        (wrapped(OperationalError("the connection is lost"), psycopg.OperationalError()), True),
        (wrapped(OperationalError("terminating connection"), psycopg.errors.AdminShutdown()), True),
        (wrapped(InterfaceError("the connection is closed"), psycopg.InterfaceError()), True),
        (wrapped(InternalError("cannot execute INSERT"), psycopg.errors.ReadOnlySqlTransaction()), True),
        (wrapped(OperationalError("database is locked"), named("SQLITE_BUSY")), True),
        (wrapped(InternalError("something else"), psycopg.errors.InvalidTransactionState()), False),
        (wrapped(OperationalError("no such column"), named("SQLITE_ERROR")), False),
        (wrapped(OperationalError("no such table"), sqlite3.OperationalError()), False),
        (wrapped(IntegrityError("twice"), psycopg.errors.UniqueViolation()), False),
        (ValueError("no database at all"), False),
        (None, False),
    ],
)
def test_what_passes_by_itself_is_told_from_what_is_wrong(problem, away):
    assert is_away(problem) is away


@pytest.mark.django_db
@pytest.mark.parametrize("headers", [{}, {"HTTP_ACCEPT": "application/json"}])
def test_who_asks_meanwhile_is_told_to_come_back(author, as_, headers):
    client: Client = as_(author)
    client.raise_request_exception = False

    def gone(execute, sql, params, many, context):
        raise wrapped(OperationalError("terminating connection"), psycopg.errors.AdminShutdown())

    with connection.execute_wrapper(gone):
        answer = client.get("/people/", **headers)

    assert answer.status_code == 503
    assert int(answer["Retry-After"]) > 0
    assert b"does not answer at this moment" in answer.content
