"""Setting, changing and letting go of reminders, and telling what is due."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.timezone import now
from django.utils.translation import gettext as _

from intranet.accounts.models import User
from intranet.activity.ledger import record
from intranet.content.models import Entry
from intranet.content.when import When
from intranet.conversation.models import Reminder
from intranet.core.decisions import require
from intranet.realtime.units import action

from . import jobs, policies, reading
from .verbs import REMINDED, REMINDED_OF_ENTRY

LONGEST = 300
# To come, of one person.
MOST = 500


@action
def remind(
    *, by: User, note: str = "", due_at: datetime, entry: Entry | None = None, client_id: UUID | None = None
) -> Reminder:
    """Have ``by`` reminded at ``due_at`` (an aware moment): of ``entry``, of the words in ``note``, or of both.

    There is one reminder to come of each entry: set again it has the new time, and the new note if there is one. The
    same ``client_id`` makes one. ValidationError, with a sentence, for a time that has passed, or nothing to be
    reminded of.
    """
    require(policies.can_remind(by, entry))
    note = _checked(note, about=entry)
    # Two presses at once of one person wait for each other.
    person = User.objects.select_for_update().get(pk=by.pk)
    to_come = Reminder.objects.filter(person=person, told_at__isnull=True)
    if client_id is not None:
        earlier = Reminder.objects.filter(person=person, client_id=client_id).first()
        if earlier is not None:
            return earlier
    _check_time(due_at, by)
    if entry is not None and (known := to_come.filter(entry_id=entry.entry_id).first()) is not None:
        return change_reminder(known, by=by, due_at=due_at, note=note or known.note)
    if to_come.count() >= MOST:
        raise ValidationError(_("You have a great many reminders. Delete some first."), code="many")
    reminder = Reminder.objects.create(
        person=person,
        entry_id=entry.entry_id if entry is not None else None,
        note=note,
        due_at=due_at,
        client_id=client_id,
    )
    jobs.tell.enqueue_at(due_at, reminder=reminder.pk)
    return reminder


@action
def change_reminder(
    reminder: Reminder, *, by: User, due_at: datetime | None = None, note: str | None = None
) -> Reminder:
    """Another time, another note. One that was told already comes again at its new time."""
    require(policies.can_change(by, reminder))
    kept = Reminder.objects.select_for_update().get(pk=reminder.pk)
    if note is not None:
        kept.note = _checked(note, about=kept.entry_id)
    if due_at is not None and due_at != kept.due_at:
        _check_time(due_at, by)
        if kept.is_told and kept.entry_id is not None:
            # Another may have been set for the same meanwhile.
            Reminder.objects.filter(person=by, entry_id=kept.entry_id, told_at__isnull=True).delete()
        kept.due_at, kept.told_at = due_at, None
        jobs.tell.enqueue_at(due_at, reminder=kept.pk)
    kept.save(update_fields=["note", "due_at", "told_at"])
    return kept


@action
def forget_reminder(reminder: Reminder, *, by: User) -> bool:
    """Let go of a reminder. False when it was gone already."""
    require(policies.can_change(by, reminder))
    return bool(Reminder.objects.filter(pk=reminder.pk, person=by).delete()[0])


@action
def tell_due(reminder_id: int) -> bool:
    """Tell a person what they wanted to be told now. False where there is nothing to tell (any more, or yet).

    Of an entry that the person may no longer read, nothing is said but their own note.
    """
    reminder = Reminder.objects.select_for_update(of=("self",)).filter(pk=reminder_id).first()
    if reminder is None or reminder.is_told or reminder.due_at > now():
        return False
    person = User.objects.get(pk=reminder.person_id)
    reminder.told_at = now()
    reminder.save(update_fields=["told_at"])
    if not person.is_active:
        return False
    entry = reading.whole([reminder], person)[0].about
    if entry is not None:
        record(REMINDED_OF_ENTRY, by=None, on=entry, audience=person.key, reminder=reminder.pk)
    else:
        page = reminder.get_absolute_url()
        record(REMINDED, by=None, on=reminder, audience=person.key, reminder=reminder.pk, page=page)
    return True


def _check_time(due_at: datetime, person: User) -> None:
    When.at(due_at, person.time_zone).check()


def _checked(note: str, *, about: object) -> str:
    note = " ".join(note.replace("\x00", "").split())
    if not note and about is None:
        raise ValidationError({"note": _("Write what you want to be reminded of.")}, code="empty")
    if len(note) > LONGEST:
        said = _("A note has at most %(most)d characters.") % {"most": LONGEST}
        raise ValidationError({"note": said}, code="long")
    return note
