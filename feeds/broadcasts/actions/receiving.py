"""What those do whom a broadcast is for: look at it, and acknowledge it."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.timezone import now
from django.utils.translation import gettext as _

from feeds.broadcasts import policies
from feeds.broadcasts.delivering import addressed_by
from feeds.broadcasts.verbs import ACKNOWLEDGED
from feeds.models import Broadcast, Reach
from intranet.accounts.models import User
from intranet.activity.ledger import record
from intranet.core.decisions import no, require
from intranet.realtime.units import action, step

from .sending import hold_broadcast


@action
def mark_seen(broadcast: Broadcast, *, by: User) -> bool:
    """It has been looked at. False for somebody it is not for, or who had seen it."""
    row = row_for(broadcast, by)
    if row is None or row.seen_at is not None:
        return False
    return bool(Reach.objects.filter(pk=row.pk, seen_at=None).update(seen_at=now()))


@action
def acknowledge(broadcast: Broadcast, *, by: User, version: int | None = None) -> Reach:
    """Say that one has read it: this ``version`` of its text, or what it says now. Twice is once.

    ValidationError where the text has changed since it was read.
    """
    hold_broadcast(broadcast)
    require(policies.can_acknowledge(by, broadcast))
    row = row_for(broadcast, by)
    if row is None:
        require(no(_("This is not addressed to you; you need not acknowledge it.")))
    assert row is not None
    if version is not None and version != broadcast.text_version:
        raise ValidationError(_("Its text has changed meanwhile. Read it again, please."), code="changed")
    if row.acknowledged_at is not None and row.version == broadcast.text_version:
        return row
    row.acknowledged_at, row.version = now(), broadcast.text_version
    row.seen_at = row.seen_at or row.acknowledged_at
    row.save(update_fields=["acknowledged_at", "version", "seen_at"])
    record(ACKNOWLEDGED, by=by, on=broadcast, audience=by.key, version=row.version)
    return row


@step
def row_for(broadcast: Broadcast, person: User) -> Reach | None:
    """This person's own, made where it is for them and has not come yet."""
    if (row := Reach.objects.filter(broadcast=broadcast, person=person.pk).first()) is not None:
        return row
    if not broadcast.is_published or not addressed_by(broadcast).filter(pk=person.pk).exists():
        return None
    return Reach.objects.get_or_create(broadcast=broadcast, person=person)[0]
