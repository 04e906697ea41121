"""Reporting, hiding, restoring: each told to those it concerns, with its reason."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.timezone import now
from django.utils.translation import gettext as _

from intranet.accounts.models import User
from intranet.activity.ledger import record
from intranet.content import actions as content_actions
from intranet.content.kinds import kind_of
from intranet.content.models import Entry
from intranet.core.decisions import require
from intranet.realtime.units import action

from . import policies
from .cases import close_case, open_case
from .models import Case, Flag, HouseRule
from .trust.levels import level_of

Outcome = Case.Outcome


@action
def flag_entry(entry: Entry, *, by: User, reason: str, note: str = "") -> tuple[Flag, bool]:
    """Report an entry to its moderators. Reporting twice is one report. Returns the report and whether it is new."""
    require(policies.can_flag(by, entry))
    if reason not in Flag.Reason.values:
        raise ValidationError(_("Say what is wrong."), code="reason")
    flag, is_new = Flag.objects.get_or_create(
        entry_id=entry.entry_id,
        by=by,
        state=Flag.State.OPEN,
        defaults={
            "reason": reason,
            "note": note[:500],
            "title": entry.title,
            "body": entry.body,
            "around": list(kind_of(entry).around(entry, by)),
        },
    )
    if is_new:
        # Who has earned trust is heard sooner.
        severity = Flag.SEVERITY[Flag.Reason(reason)] + (level_of(by).weight - 1 if by.is_customer else 0)
        open_case("flag", entry=entry, severity=severity)
        record("moderation.entry.flagged", by=by, on=entry, reason=reason)
    return flag, is_new


@action
def hide(entry: Entry, *, by: User, reason: str, cited: HouseRule | None = None) -> Entry:
    """Take an entry out of sight and settle its reports. The author is told why, in these words, and may appeal."""
    require(policies.can_decide(by, entry))
    reason = " ".join(reason.split())
    if not reason:
        raise ValidationError(_("Say why: the author reads it."), code="reason")
    if not close_case(None, subject=entry.key, outcome=Outcome.HIDDEN, by=by, reason=reason, cited=cited):
        # Nothing waited: the decision is written down all the same, since an appeal is about a decision.
        open_case("flag", entry=entry)
        close_case("flag", subject=entry.key, outcome=Outcome.HIDDEN, by=by, reason=reason, cited=cited)
    content_actions.hide_entry(entry, by=by, reason=reason)
    _settle(entry, Flag.State.UPHELD, by=by, note=reason)
    return entry


@action
def dismiss(entry: Entry, *, by: User, note: str = "") -> int:
    """Leave an entry standing and settle its reports. Returns how many were open."""
    require(policies.can_decide(by, entry))
    closed = close_case(("flag", "rule"), subject=entry.key, outcome=Outcome.KEPT, by=by, reason=note)
    settled = _settle(entry, Flag.State.DISMISSED, by=by, note=note)
    if settled or closed:
        record("moderation.entry.dismissed", by=by, on=entry, note=note)
    return max(settled, len(closed))


@action
def restore(entry: Entry, *, by: User) -> Entry:
    """Bring a hidden entry back where it was."""
    require(policies.can_decide(by, entry))
    return content_actions.restore_entry(entry, by=by)


def _settle(entry: Entry, state: str, *, by: User, note: str) -> int:
    return Flag.objects.filter(entry_id=entry.entry_id, state=Flag.State.OPEN).update(
        state=state, decided_by=by, decided_at=now(), decision_note=note[:500], around=[]
    )
