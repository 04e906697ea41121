"""The notes about one thing, for one reader of the staff."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from forum.models import Note
from intranet.accounts.models import User
from intranet.content.models import Attachment, Entry
from intranet.conversation.reactions import mark_mine
from intranet.spaces.audiences import Viewer

from .policies import can_read_notes

MOST = 200


def notes_about(root: Entry, viewer: Viewer) -> list[Any]:
    """Oldest first; nothing, and no query, for whoever is not of the staff."""
    if not can_read_notes(viewer):
        return []
    found = Note.objects.visible_to(viewer).published().filter(root=root.entry_id)
    return completed(list(found.order_by("-pk")[:MOST])[::-1], viewer)


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
