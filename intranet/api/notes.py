"""Notes of the staff: each part has its own road to write one; changing one is the same for all."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from ninja import Router, Schema, Status

from intranet.content.actions import edit_entry
from intranet.content.kinds import real
from intranet.content.models import Entry
from intranet.conversation.notes.families import models_of_notes
from intranet.core.http import SignedIn, get_visible

router = Router(tags=["topics"])


class StaffNoteIn(Schema):
    body: str
    client_id: UUID | None = None
    attachments: list[UUID] = []


@router.put("/notes/{int:note_id}", response={204: None}, summary="Change my note")
def change_a_note(request: SignedIn, note_id: int, new: StaffNoteIn) -> Any:
    notes = Entry.objects.filter(kind__in=models_of_notes()).with_people()
    edit_entry(real(get_visible(notes, request.user, pk=note_id)), by=request.user, body=new.body)
    return Status(204, None)
