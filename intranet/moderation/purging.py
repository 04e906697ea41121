"""Words gone for good, with a reason: from the entry and its history, from files, reports, frames, inboxes and the
index. A tombstone stays where they stood, and the audit keeps that it happened and why, not the words."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import CharField, Q, TextField
from django.utils.translation import gettext as _

from intranet.accounts.models import User
from intranet.activity.ledger import record
from intranet.activity.models import Activity
from intranet.content import actions as content_actions
from intranet.content.files.preparing import remove_bytes
from intranet.content.kinds import real
from intranet.content.models import NOBODY, Attachment, Entry, Revision, TaggedEntry
from intranet.conversation.models import Poll
from intranet.core.decisions import require
from intranet.realtime.models import Frame
from intranet.realtime.units import action

from . import policies
from .cases import close_case
from .models import Case, Flag

GONE = "moderation.entry.purged"


@action
def purge(entry: Entry, *, by: User, reason: str) -> Entry:
    """Take the words away from everywhere, for ever. Nobody brings them back, whoever wrote or deleted them."""
    require(policies.can_purge(by, entry))
    reason = " ".join(reason.replace("\x00", "").split())[:300]
    if not reason:
        raise ValidationError({"reason": _("Say why: it stays in the audit log.")}, code="reason")
    found: Any = real(entry)
    content_actions.hold(found)
    if found.is_hidden:
        content_actions.restore_entry(found, by=by)
    if not found.is_deleted:
        content_actions.take_away_by_order(found, by=by)
    _forget(found)
    close_case(None, subject=found.key, outcome=Case.Outcome.PURGED, by=by)
    Case.objects.filter(entry=found.entry_id, appeal_of__isnull=False, state=Case.State.OPEN).update(
        state=Case.State.CLOSED, outcome=Case.Outcome.PURGED, decided_by=by
    )
    record("moderation.entry.purged", by=by, on=found, audience="", reason=reason, kind=found.kind)
    return found


def _forget(entry: Any) -> None:
    Entry.objects.filter(pk=entry.entry_id).update(
        title="", body="", body_html="", body_text="", audience=NOBODY, withdrawn_by=None, withdrawal_reason=""
    )
    added = [] if type(entry) is Entry else entry._meta.local_concrete_fields
    words = (column for column in added if isinstance(column, CharField | TextField) and not column.choices)
    own = {column.attname: "" for column in words if column.blank}
    if own:
        type(entry)._default_manager.filter(pk=entry.pk).update(**own)
    Revision.objects.filter(entry=entry.entry_id).delete()
    TaggedEntry.objects.filter(content_object_id=entry.entry_id).delete()
    Flag.objects.filter(entry=entry.entry_id).update(title="", body="", note="", around=[])
    Case.objects.filter(subject=entry.key).update(words="")
    files = list(Attachment.objects.filter(entry=entry.entry_id))
    Attachment.objects.filter(pk__in=[file.pk for file in files]).delete()
    for file in files:
        transaction.on_commit(partial(remove_bytes, file), robust=True)
    Poll.objects.filter(entry=entry.entry_id).delete()
    # The trail keeps who did what and when; what it was called, and what was said of it, are words.
    Activity.objects.filter(subject=entry.key).update(label="", details={})
    # Numbers stay, since a stream has no gaps.
    said = Q(payload__on=entry.key) | Q(payload__entry=entry.entry_id)
    Frame.objects.filter(said).update(event=GONE, payload={"entry": entry.entry_id})
    entry.refresh_from_db()
