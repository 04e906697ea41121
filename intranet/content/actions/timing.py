"""Entries that come out later: at their time, at once after all, or not."""

from __future__ import annotations

from typing import TypeVar

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import translation
from django.utils.timezone import now
from django.utils.translation import gettext as _

from intranet.accounts.models import User
from intranet.activity.ledger import record
from intranet.content import policies
from intranet.content.kinds import kind_of
from intranet.content.models import Entry, Timing
from intranet.content.texts import write_text
from intranet.content.when import When
from intranet.core.decisions import require
from intranet.realtime.units import action

from .passing import follow_way, meet_gates
from .writing import hold, put_off

E = TypeVar("E", bound=Entry)


@action
def change_time(entry: E, *, by: User, when: When) -> E:
    """Have what waits come out at another time; also what has been taken back, or could not come out."""
    hold(entry)
    require(policies.can_time(by, entry))
    require(policies.can_release(by, entry))
    timing = Timing.objects.filter(entry_id=entry.entry_id).first()
    if entry.state == Entry.State.SCHEDULED and timing is not None and timing.due_at == when.moment:
        return entry
    entry.state = Entry.State.SCHEDULED
    entry.save(update_fields=["state"])
    put_off(entry, when, by=by)
    return entry


@action
def take_back(entry: E, *, by: User) -> bool:
    """Make it a draft again: it keeps its words and its place and waits for no time. False when it was one."""
    hold(entry)
    require(policies.can_time(by, entry))
    if entry.state == Entry.State.DRAFT:
        return False
    entry.state = Entry.State.DRAFT
    entry.save(update_fields=["state"])
    Timing.objects.filter(entry_id=entry.entry_id).delete()
    record(kind_of(entry).verb("taken_back"), by=by, on=entry)
    return True


@action
def publish_now(entry: E, *, by: User) -> E:
    """Put out what waits, without waiting. What is out already is left as it is."""
    hold(entry)
    if entry.is_published and entry.author_id == by.pk:
        return entry
    require(policies.can_time(by, entry))
    require(policies.can_release(by, entry))
    _release(entry)
    return entry


@action
def release_due(entry: Entry) -> bool:
    """Put out what is due, if its author may still publish it there; if not, tell the author why.

    May be called by several at once, early or late: it comes out once, and not before its time.
    """
    hold(entry)
    timing = Timing.objects.filter(entry_id=entry.entry_id).first()
    if entry.state != Entry.State.SCHEDULED or timing is None or timing.due_at > now():
        return False
    author = User.objects.get(pk=entry.author_id)
    with translation.override(author.language):
        if not (allowed := policies.can_release(author, entry)):
            _refuse(entry, timing, str(allowed.refusal))
            return False
        try:
            _release(entry)
        except (PermissionDenied, ValidationError) as error:
            said = " ".join(error.messages) if isinstance(error, ValidationError) else str(error)
            hold(entry)
            _refuse(entry, timing, said or _("It could not be published."))
            return False
    return True


@action
def _release(entry: Entry) -> None:
    # Rendered again: names and what else the text refers to may have changed while it waited.
    result = write_text(entry, by=entry.author, title=entry.title, body=entry.body)
    way = meet_gates(entry, result, by=entry.author, audience=entry.intended_audience, files=entry.attachments.count())
    Timing.objects.filter(entry_id=entry.entry_id).delete()
    entry.save()
    follow_way(entry, way, by=entry.author)


def _refuse(entry: Entry, timing: Timing, why: str) -> None:
    entry.state = Entry.State.DRAFT
    entry.save(update_fields=["state"])
    timing.refusal, timing.refused_at = why[:300], now()
    timing.save(update_fields=["refusal", "refused_at"])
    record(kind_of(entry).verb("refused"), by=None, on=entry, reason=why)
