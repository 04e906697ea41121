"""What waits for its time when its author leaves: it comes out in nobody's name unasked."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils import translation
from django.utils.timezone import now
from django.utils.translation import gettext as _

from intranet.accounts.models import User
from intranet.accounts.policies import can_administer
from intranet.activity.ledger import record
from intranet.content import policies
from intranet.content.kinds import kind_of
from intranet.content.models import Entry, Timing
from intranet.core.decisions import require
from intranet.realtime.units import action

from .writing import hold


@action
def hand_over_waiting(entry: Entry, *, by: User, to: User | None) -> bool:
    """Make what is scheduled a draft: of who takes over, who reads it and then publishes it or chooses a time; without
    a successor, of its author. False when it waits no more. ValidationError where ``to`` cannot publish it there."""
    require(can_administer(by))
    hold(entry)
    if entry.state != Entry.State.SCHEDULED:
        return False
    entry.state = Entry.State.DRAFT
    if to is None:
        entry.save(update_fields=["state"])
        Timing.objects.filter(entry_id=entry.entry_id).delete()
        record(kind_of(entry).verb("taken_back"), by=by, on=entry)
        return True
    if not (allowed := policies.can_take_over(to, entry)):
        raise ValidationError(_("%(name)s cannot publish it: %(why)s") % {"name": to, "why": allowed.refusal})
    before, entry.author, entry.audience = entry.author, to, to.key
    entry.save(update_fields=["state", "author", "audience"])
    with translation.override(to.language):
        said = _("%(name)s, who had planned it, has left. It is yours now.") % {"name": before}
    Timing.objects.filter(entry_id=entry.entry_id).update(refusal=said[:300], refused_at=now())
    record(kind_of(entry).verb("handed_over"), by=by, on=entry, before=before.pk, after=to.pk)
    return True
