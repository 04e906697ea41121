"""The stream on which the staff hear of notes, and of who answers: nobody else follows it."""

from __future__ import annotations

from intranet.accounts.models import User
from intranet.content.models import Entry
from intranet.realtime.gates import gate

from .policies import can_read_notes, can_read_notes_about


def stream_of_notes(entry: Entry) -> str:
    """Of a note, or of what it is about."""
    return f"notes_{entry.root_entry_id}"


@gate("notes")
def may_follow_notes(person: User, key: str) -> bool:
    if not can_read_notes(person):
        return False
    about = Entry.objects.visible_to(person).filter(pk=int(key)).first()
    return about is not None and bool(can_read_notes_about(person, about))
