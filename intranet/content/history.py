"""How a text came to be: its versions, and what changed between two of them, word by word."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from intranet.accounts.models import User
from intranet.core.difference import Piece

from .models import Entry, Revision

# Longer histories are shown from their end.
MOST_VERSIONS = 200


@dataclass(frozen=True)
class Version:
    """One state of an entry's words: who wrote it, when, and with which note."""

    number: int
    writer: User
    written_at: datetime
    note: str
    title: str
    body: str
    is_current: bool
    # Whether somebody else than the author gave it its title and tags, and changed no word of it.
    is_filing: bool = False


def versions_of(entry: Entry) -> list[Version]:
    """Every version, the current one first. A revision keeps a text and who *replaced* it, so the writer of a version
    is found on the revision before it."""
    revisions: list[Revision] = list(entry.revisions.select_related("editor").order_by("-number")[: MOST_VERSIONS + 1])
    written_by = {revision.number + 1: revision for revision in revisions}
    current = Version(
        number=entry.revisions_count + 1,
        writer=_writer(written_by, entry.revisions_count + 1, entry),
        written_at=entry.edited_at or entry.published_at or entry.created_at,
        note=_note(written_by, entry.revisions_count + 1),
        title=entry.title,
        body=entry.body,
        is_current=True,
        is_filing=_is_filing(written_by, entry.revisions_count + 1),
    )
    older = [
        Version(
            number=revision.number,
            writer=_writer(written_by, revision.number, entry),
            written_at=revision.written_at,
            note=_note(written_by, revision.number),
            title=revision.title,
            body=revision.body,
            is_current=False,
            is_filing=_is_filing(written_by, revision.number),
        )
        for revision in revisions[:MOST_VERSIONS]
    ]
    return [current, *older]


def _writer(written_by: dict[int, Revision], number: int, entry: Entry) -> User:
    return written_by[number].editor if number in written_by else entry.author


def _note(written_by: dict[int, Revision], number: int) -> str:
    return written_by[number].note if number in written_by else ""


def _is_filing(written_by: dict[int, Revision], number: int) -> bool:
    return number in written_by and written_by[number].tags is not None


def changed_parts(pieces: list[Piece], *, around: int = 200) -> Iterator[Piece]:
    """The same pieces with long unchanged stretches cut to their ends."""
    for place, piece in enumerate(pieces):
        if piece.change != "same" or len(piece.text) <= 2 * around + 40:
            yield piece
            continue
        head = piece.text[:around] if place else ""
        tail = piece.text[-around:] if place < len(pieces) - 1 else ""
        yield Piece("same", f"{head} … {tail}")
