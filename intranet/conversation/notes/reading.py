"""The notes about one thing, for one reader of the staff."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet

from intranet.accounts.models import User
from intranet.content import floors
from intranet.content.models import Attachment, Entry
from intranet.conversation.reactions import mark_mine
from intranet.core.prepared import prepared
from intranet.spaces.audiences import Viewer, audiences_of, standing_in

from .families import family_of
from .policies import can_read_notes

MOST = 200


def notes_about(root: Entry, viewer: Viewer) -> list[Any]:
    """Oldest first; nothing, and no query, for whoever is not of the staff."""
    family = family_of(root)
    if family is None or not can_read_notes(viewer):
        return []
    if floors.has_any(viewer):
        return completed(reversed(_about(family.note, viewer, root.entry_id)), viewer)
    return completed(reversed(_notes(note=family.note, root=root.entry_id, audiences=audiences_of(viewer))), viewer)


@prepared(root=int, audiences=[str])
def _notes(*, note: type[Entry], root: int, audiences: Iterable[str]) -> QuerySet[Any]:
    return _about(note, standing_in(None, audiences), root)


def _about(note: type[Entry], viewer: Viewer, root: int) -> QuerySet[Any]:
    """The newest ones first."""
    return note.objects.visible_to(viewer).published().filter(root=root).order_by("-pk")[:MOST]


def completed(notes: Iterable[Any], viewer: Viewer | None) -> list[Any]:
    """With their authors, files and this reader's reactions, in a fixed number of queries."""
    notes = list(notes)
    if not notes:
        return []
    authors = User.objects.with_byline().in_bulk({note.author_id for note in notes})
    files: dict[int | None, list[Attachment]] = {}
    for file in Attachment.objects.filter(entry__in=[note.pk for note in notes]):
        files.setdefault(file.entry_id, []).append(file)
    for note in notes:
        note.author = authors[note.author_id]
        note.files = files.get(note.pk, [])
    mark_mine(notes, viewer)
    return notes
