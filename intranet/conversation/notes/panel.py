"""The notes beside something, and the box for one more, for the staff alone."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest

from intranet.content.models import Entry
from intranet.realtime import ledger

from .forms import NoteForm
from .policies import can_read_notes_about, can_write_note
from .reading import notes_about
from .streams import stream_of_notes


def notes_beside(request: HttpRequest, about: Entry) -> Mapping[str, Any] | None:
    """For any page; ``since`` is read before the notes, so that what is noted meanwhile arrives."""
    if not can_read_notes_about(request.user, about):
        return None
    stream = stream_of_notes(about)
    since = ledger.heads([stream])[stream]
    return {
        "about": about,
        "stream": stream,
        "since": since,
        "notes": notes_about(about, request.user),
        "form": NoteForm(initial={"client_id": uuid.uuid4()}) if can_write_note(request.user, about) else None,
    }
