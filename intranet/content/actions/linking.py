"""Saying that one entry has to do with another."""

from __future__ import annotations

from intranet.accounts.models import User
from intranet.activity.ledger import record
from intranet.content.models import Entry, Link
from intranet.realtime.units import step


@step
def link_entries(source: Entry, target: Entry, *, relation: str, by: User) -> bool:
    """Whoever calls has asked who may. False where it is said already."""
    _link, is_new = Link.objects.get_or_create(
        source_id=source.entry_id, target_id=target.entry_id, relation=relation, defaults={"made_by": by}
    )
    if is_new:
        record("content.entries.linked", by=by, on=source, target=target.entry_id, relation=relation)
    return is_new


@step
def unlink_entries(source: Entry, target: Entry, *, relation: str, by: User) -> bool:
    gone, _each = Link.objects.filter(source_id=source.entry_id, target_id=target.entry_id, relation=relation).delete()
    if gone:
        record("content.entries.unlinked", by=by, on=source, target=target.entry_id, relation=relation)
    return bool(gone)
