"""What stands at the top of a space."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db.models import Max
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from intranet.accounts.models import User
from intranet.activity.ledger import record
from intranet.content import policies
from intranet.content.kinds import kind_of
from intranet.content.models import Entry, Pin
from intranet.core.decisions import require
from intranet.realtime.units import action
from intranet.spaces.models import Space

MOST_PINS = 5


@action
def pin_entry(entry: Entry, *, by: User, space: Space, until: datetime | None = None) -> bool:
    """Put an entry at the top of a space that shows it, for good or until a moment. False when it is there, until
    then, already."""
    _one_at_a_time(space)
    require(policies.can_pin(by, entry, space))
    if until is not None and until <= now():
        raise ValidationError(_("This time has passed already. Choose a later one."), code="passed")
    pins = Pin.objects.filter(space=space)
    if (pin := pins.filter(entry_id=entry.entry_id).first()) is not None and pin in pins.standing():
        if pin.until == until:
            return False
        pin.until, pin.pinned_by = until, by
        pin.save(update_fields=["until", "pinned_by"])
    else:
        # What has come off by itself is cleared away when somebody pins again.
        pins.exclude(pk__in=pins.current()).delete()
        pins.filter(entry_id=entry.entry_id).delete()
        if pins.standing().count() >= MOST_PINS:
            most = ngettext(
                "%(most)s entry is pinned here already; take it off first.",
                "%(most)s entries are pinned here already; take one off first.",
                MOST_PINS,
            )
            raise ValidationError(most % {"most": MOST_PINS}, code="most_pins")
        last = pins.aggregate(last=Max("position"))["last"] or 0
        Pin.objects.create(entry_id=entry.entry_id, space=space, pinned_by=by, until=until, position=last + 1)
    _tell("pinned", entry, space, by=by, until=until.isoformat() if until else None)
    return True


@action
def unpin_entry(entry: Entry, *, by: User, space: Space) -> bool:
    """Take an entry from the top of a space. False when it was not there."""
    require(policies.can_unpin(by, space))
    gone, _rows = Pin.objects.filter(entry_id=entry.entry_id, space=space).delete()
    if gone:
        _tell("unpinned", entry, space, by=by)
    return bool(gone)


@action
def order_pins(space: Space, *, by: User, entries: Iterable[int]) -> bool:
    """Put the pins of a space into this order; those that are not named follow as they stood."""
    _one_at_a_time(space)
    require(policies.can_unpin(by, space))
    pins = list(Pin.objects.filter(space=space))
    wanted = {pk: place for place, pk in enumerate(entries)}
    ordered = sorted(pins, key=lambda pin: wanted.get(pin.entry_id, len(wanted)))
    if ordered == pins:
        return False
    for place, pin in enumerate(ordered, start=1):
        pin.position = place
    Pin.objects.bulk_update(ordered, ["position"])
    return True


def _one_at_a_time(space: Space) -> None:
    Space.objects.select_for_update().filter(pk=space.pk).first()


def _tell(verb: str, entry: Entry, space: Space, *, by: User, until: str | None = None) -> None:
    frame = {"entry": entry.entry_id, "space": space.pk}
    streams = [space.audience]
    record(kind_of(entry).verb(verb), by=by, on=entry, streams=streams, frame=frame, space=space.pk, until=until)
