"""How a lane does: how long words wait in it, how many are changed or turned down, how many wait now."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta

from django.utils.timesince import timesince
from django.utils.timezone import now

from intranet.accounts.models import User
from intranet.core import medians
from intranet.moderation.models import Case, Lane, Passing
from intranet.spaces.audiences import spaces_moderated

DAYS = 90
OUT = (Case.Outcome.LET_OUT, Case.Outcome.EDITED)


@dataclass
class Figures:
    """Of what was decided in ninety days. ``waits``: how long each that came out had waited."""

    waiting: int = 0
    late: int = 0
    changed: int = 0
    declined: int = 0
    waits: list[timedelta] = field(default_factory=list)

    @property
    def out(self) -> int:
        return len(self.waits)

    @property
    def median(self) -> timedelta | None:
        return medians.median(self.waits)

    @property
    def time_to_publish(self) -> str:
        if self.median is None:
            return ""
        moment = now()
        return timesince(moment - self.median, moment)

    @property
    def changed_share(self) -> int | None:
        return round(100 * self.changed / self.out) if self.out else None

    @property
    def declined_share(self) -> int | None:
        decided = self.out + self.declined
        return round(100 * self.declined / decided) if decided else None


def figures_of(lanes: Iterable[Lane]) -> dict[int, Figures]:
    """By lane, in one query. What its author took back is in none of them."""
    found = {lane.pk: Figures() for lane in lanes}
    since = now() - timedelta(days=DAYS)
    passings = Passing.objects.filter(lane__in=found, waits=True).select_related("case")
    for passing in passings.exclude(case__decided_at__lt=since).order_by("pk"):
        figures, case = found[passing.lane_id], passing.case
        if case.is_open:
            figures.waiting += 1
            figures.late += passing.is_late
        elif case.outcome in OUT and case.decided_at is not None:
            figures.waits.append(case.decided_at - case.opened_at)
            figures.changed += passing.is_changed
        elif case.outcome == Case.Outcome.TURNED_DOWN:
            figures.declined += 1
    return found


def together(moderator: User) -> Figures | None:
    """Of all lanes of the spaces in which this person keeps order; None where there are none."""
    lanes = Lane.objects.filter(space__in=spaces_moderated(moderator)).exclude(sort=Lane.Sort.DIRECT)
    each = list(figures_of(lanes).values())
    if not each:
        return None
    return Figures(
        waiting=sum(one.waiting for one in each),
        late=sum(one.late for one in each),
        changed=sum(one.changed for one in each),
        declined=sum(one.declined for one in each),
        waits=[wait for one in each for wait in one.waits],
    )
