"""Saying which versions of a product an entry is true of."""

from __future__ import annotations

from collections.abc import Iterable

from intranet.accounts.models import User
from intranet.activity.ledger import record
from intranet.content import policies
from intranet.content.models import AppliesTo, Entry, ProductVersion
from intranet.core.decisions import require
from intranet.realtime.units import action

from .writing import hold


@action
def apply_to_versions(entry: Entry, *, by: User, versions: Iterable[ProductVersion]) -> bool:
    """These and no others; none: it is true of all. False where it was said already."""
    hold(entry)
    require(policies.can_say_versions(by, entry))
    wanted = {version.pk for version in versions}
    rows = AppliesTo.objects.filter(entry=entry.entry_id)
    before = set(rows.values_list("version", flat=True))
    if wanted == before:
        return False
    rows.exclude(version__in=wanted).delete()
    AppliesTo.objects.bulk_create(AppliesTo(entry_id=entry.entry_id, version_id=pk) for pk in sorted(wanted - before))
    record("content.versions.said", by=by, on=entry, versions=sorted(wanted))
    return True
