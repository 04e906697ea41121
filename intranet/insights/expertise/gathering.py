"""From what the parts show to rows: after each activity that counts, and at night all of it."""

from __future__ import annotations

import logging
from collections.abc import Collection

from intranet.accounts.models import User
from intranet.content import evidence
from intranet.content.evidence import Source
from intranet.content.models import Entry
from intranet.insights.models import Evidence, LeftOut, doublings
from intranet.realtime.units import action

log = logging.getLogger(__name__)
PORTION = 200


@action
def gather(source: Source, abouts: Collection[int]) -> int:
    """What this source shows under these entries, in place of what it has shown before. Returns how many rows."""
    # Of two who gather under the same entries one comes after the other.
    held = list(Entry.objects.select_for_update().filter(pk__in=abouts).order_by("pk").values_list("pk", flat=True))
    Evidence.objects.filter(source=source.name, about__in=abouts).delete()
    pieces = [piece for piece in source.pieces(held) if piece.themes]
    known = User.objects.active().filter(pk__in={piece.person for piece in pieces}, is_system=False)
    people = set(known.exclude(pk__in=LeftOut.objects.values("person")).values_list("pk", flat=True))
    rows = [
        Evidence(
            source=source.name,
            about_id=piece.about,
            entry_id=piece.entry,
            person_id=piece.person,
            theme=theme,
            at=piece.at,
            strength=source.weight * 2 ** doublings(piece.at),
        )
        for piece in pieces
        if piece.person in people
        for theme in dict.fromkeys(piece.themes)
    ]
    Evidence.objects.bulk_create(rows, ignore_conflicts=True, batch_size=500)
    return len(rows)


def gather_all() -> int:
    """Everything, portion by portion; what no source looks under any more goes."""
    count = 0
    for source in evidence.all_sources():
        after = 0
        while portion := source.abouts(after, PORTION):
            count += gather(source, portion)
            _forget_between(source, after, portion)
            after = portion[-1]
        Evidence.objects.filter(source=source.name, about__gt=after).delete()
    Evidence.objects.exclude(source__in=[source.name for source in evidence.all_sources()]).delete()
    return count


def _forget_between(source: Source, after: int, portion: list[int]) -> None:
    passed = Evidence.objects.filter(source=source.name, about__gt=after, about__lte=portion[-1])
    passed.exclude(about__in=portion).delete()
