"""What staff note about a person for each other. Every writing, reading and deleting is in the audit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from intranet.accounts import policies
from intranet.accounts.models import StaffNote, User
from intranet.accounts.plain import plain
from intranet.activity.ledger import record
from intranet.core.decisions import require
from intranet.realtime.units import action

LONGEST_NOTE = 2000


@dataclass(frozen=True)
class _NotesOn:
    """What the audit calls it. Not the person: what concerns a person is shown to them in their own export."""

    person: User

    @property
    def key(self) -> str:
        return f"notes_{self.person.pk}"

    def __str__(self) -> str:
        return str(self.person)


@action
def write_note(person: User, body: str, *, by: User) -> StaffNote:
    require(policies.can_keep_notes(by, person))
    body = plain(body, lines=True)
    if not body:
        raise ValidationError({"body": _("Write something first.")})
    if len(body) > LONGEST_NOTE:
        raise ValidationError({"body": _("This has at most %(count)d characters.") % {"count": LONGEST_NOTE}})
    note = StaffNote.objects.create(person=person, author=by, body=body)
    record("accounts.note.written", by=by, on=_NotesOn(person), audience="", note=note.pk)
    return note


@action
def read_notes(person: User, *, by: User) -> list[StaffNote]:
    """The notes on a person, newest first. That they were read is recorded, once for each time somebody looks."""
    require(policies.can_keep_notes(by, person))
    notes = list(StaffNote.objects.filter(person=person).select_related("author", "person"))
    if notes:
        record("accounts.note.read", by=by, on=_NotesOn(person), audience="", notes=len(notes))
    return notes


@action
def delete_note(note: StaffNote, *, by: User) -> bool:
    """The words go; that there was a note, whose, and who deleted it stays in the audit. False where it had gone."""
    require(policies.can_delete_note(by, note))
    gone, _rows = StaffNote.objects.filter(pk=note.pk).delete()
    if gone:
        told: dict[str, Any] = {"note": note.pk, "author": note.author_id, "written_at": note.written_at.isoformat()}
        record("accounts.note.deleted", by=by, on=_NotesOn(note.person), audience="", **told)
    return bool(gone)
