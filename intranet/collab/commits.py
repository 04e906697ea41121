"""Storing what was written. Whatever waits while a commit is under way shares the next one, whichever documents it is
for: at rest a letter is stored at once, and many writers cost few commits."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import DatabaseError, OperationalError, connection, transaction
from django.utils.timezone import now

from intranet.core import read_only

from . import log
from .jobs import settle_when_quiet
from .models import Document, Update


@dataclass(slots=True)
class Wish:
    """Store these, of this document, of which one knows everything up to ``seq``."""

    document: int
    seq: int
    epoch: int
    updates: Sequence[tuple[bytes, int]]
    kept: asyncio.Future[Kept] = field(default_factory=lambda: asyncio.get_running_loop().create_future())


@dataclass(slots=True)
class Kept:
    """``seq`` is the number of the last of them. ``missed`` is what others wrote before them."""

    seq: int
    missed: list[bytes]


class Outdated(Exception):
    """The document was closed, or is gone: nothing was stored."""


class Commits:
    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self.loop = loop
        # A thread of its own with a connection that stays: a letter waits for nobody else's query.
        self.pool = ThreadPoolExecutor(1, "documents")
        self.waiting: list[Wish] = []
        self.task: asyncio.Task[None] | None = None
        self.count = 0
        self.failed = False

    async def store(self, wish: Wish) -> Kept:
        """Raises Outdated, or what the database raised."""
        self.waiting.append(wish)
        if self.task is None:
            self.task = self.loop.create_task(self._write())
        return await wish.kept

    async def _write(self) -> None:
        try:
            while self.waiting:
                wishes, self.waiting = self.waiting, []
                try:
                    answers: list[Kept | Exception] = await self.loop.run_in_executor(
                        self.pool, _write_in_thread, wishes
                    )
                except Exception as problem:
                    answers = [problem] * len(wishes)
                self.count += 1
                self.failed = any(
                    isinstance(answer, Exception) and not isinstance(answer, Outdated) for answer in answers
                )
                for wish, answer in zip(wishes, answers, strict=True):
                    if wish.kept.done():
                        continue
                    if isinstance(answer, Exception):
                        wish.kept.set_exception(answer)
                    else:
                        wish.kept.set_result(answer)
        finally:
            self.task = None

    async def close(self) -> None:
        await self.loop.run_in_executor(self.pool, _hang_up)
        self.pool.shutdown(wait=False)


def _hang_up() -> None:
    """In the thread, whose connection it is."""
    connection.close()


def _write_in_thread(wishes: Sequence[Wish]) -> list[Kept | Exception]:
    if read_only.reason() is not None:
        # As if the database were away: the browsers keep what was typed and send it again.
        raise OperationalError("Nothing is taken just now.")
    connection.close_if_unusable_or_obsolete()
    try:
        return write(wishes)
    except DatabaseError:
        # Whatever it was, the next try begins with a line that works.
        connection.close()
        raise


def write(wishes: Sequence[Wish]) -> list[Kept | Exception]:
    """All in one transaction. The rows are taken in the order of their ids, so two processes never wait for each
    other in a ring."""
    answers: dict[int, Kept | Exception] = {}
    with transaction.atomic():
        moment = now()
        rows: list[tuple[object, ...]] = []
        for place, wish in sorted(enumerate(wishes), key=lambda pair: pair[1].document):
            raised = _raise_head(wish, moment)
            if raised is None:
                answers[place] = Outdated()
                continue
            name, head, settled = raised
            first = head - len(wish.updates) + 1
            missed = log.between(wish.document, wish.seq, first - 1) if first > wish.seq + 1 else []
            rows += (
                (wish.document, seq, data, person, moment) for seq, (data, person) in enumerate(wish.updates, first)
            )
            if settled == first - 1:
                settle_when_quiet(name)
            answers[place] = Kept(head, missed)
        _insert(rows)
    return [answers[place] for place in range(len(wishes))]


_COLUMNS: list[Any] = [Update._meta.get_field(name) for name in ("document", "seq", "data", "person", "made_at")]


def _insert(rows: Sequence[Sequence[object]]) -> None:
    """As ``bulk_create`` does, in a third of its time: this is done for every letter."""
    if not rows:
        return
    table = connection.ops.quote_name(Update._meta.db_table)
    columns = ", ".join(connection.ops.quote_name(str(field.column)) for field in _COLUMNS)
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {table} ({columns}) VALUES (%s, %s, %s, %s, %s)",  # noqa: S608
            [
                [field.get_db_prep_save(value, connection) for field, value in zip(_COLUMNS, row, strict=True)]
                for row in rows
            ],
        )


def _raise_head(wish: Wish, moment: datetime) -> tuple[str, int, int] | None:
    """One statement that locks the row, counts on and asks."""
    table = connection.ops.quote_name(Document._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {table} SET head = head + %s, written_at = %s WHERE id = %s AND epoch = %s "  # noqa: S608
            "RETURNING name, head, settled",
            [len(wish.updates), connection.ops.adapt_datetimefield_value(moment), wish.document, wish.epoch],
        )
        return cursor.fetchone()
