"""The stores of ``make scaled`` by themselves."""

from __future__ import annotations

import shutil

import psycopg

from tools.scaled.stores import PostgreSQL


def test_what_was_in_the_database_is_there_after_the_second_start(tmp_path):
    first = PostgreSQL(tmp_path, quick=True)
    try:
        first.start()
        with psycopg.connect(first.url, autocommit=True) as line:
            line.execute("CREATE TABLE kept AS SELECT 'a word' AS said")
        first.stop()
        second = PostgreSQL(tmp_path, quick=True)
        second.start()
        with psycopg.connect(second.url) as line:
            assert line.execute("SELECT said FROM kept").fetchone() == ("a word",)
    finally:
        PostgreSQL(tmp_path).stop()
        shutil.rmtree(first.folder, ignore_errors=True)
