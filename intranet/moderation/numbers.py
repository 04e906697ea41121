"""How the queue does: how much there was in thirty days, how long it waited, how often an appeal was granted; and what
is known of a person whom a case is about."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count, Q
from django.utils.timesince import timesince
from django.utils.timezone import now

from intranet.accounts.models import User
from intranet.content.models import Entry
from intranet.core.medians import median
from intranet.spaces.models import Space

from .lanes.figures import Figures, together
from .models import Case, Sanction
from .reach import cases_for

DAYS = 30
MOST_MEASURED = 2000


@dataclass(frozen=True)
class Numbers:
    decided: int
    median: timedelta | None
    appeals: int
    overturned: int
    # Of the lanes of the spaces one keeps, if there are any.
    lanes: Figures | None = None

    @property
    def overturn_rate(self) -> int | None:
        return round(100 * self.overturned / self.appeals) if self.appeals else None

    @property
    def wait(self) -> str:
        """The median in words: "3 hours, 20 minutes"."""
        moment = now()
        return timesince(moment - self.median, moment) if self.median is not None else ""


def of(moderator: User) -> Numbers:
    """Of the cases that reach this person. Four queries, or five with lanes, whatever there was."""
    decided = cases_for(moderator).filter(
        state=Case.State.CLOSED, decided_at__gte=now() - timedelta(days=DAYS), decided_by__isnull=False
    )
    appeals = decided.filter(sort="appeal").aggregate(
        all=Count("pk"), overturned=Count("pk", filter=Q(outcome=Case.Outcome.OVERTURNED))
    )
    times = decided.order_by("-decided_at").values_list("opened_at", "decided_at")[:MOST_MEASURED]
    waited = [end - begin for begin, end in times if end is not None]
    return Numbers(
        decided=decided.count(),
        median=median(waited),
        appeals=appeals["all"],
        overturned=appeals["overturned"],
        lanes=together(moderator),
    )


# What fewer took is chance.
LEAST_MEASURED = 5


def usual_wait(space: Space | None) -> timedelta | None:
    """How long half of what was held in this space waited in thirty days; None where too little was decided."""
    held = Case.objects.filter(
        sort="held",
        space=space,
        state=Case.State.CLOSED,
        decided_at__gte=now() - timedelta(days=DAYS),
        decided_by__isnull=False,
    )
    times = held.order_by("-decided_at").values_list("opened_at", "decided_at")[:MOST_MEASURED]
    waited = [end - begin for begin, end in times if end is not None]
    return median(waited) if len(waited) >= LEAST_MEASURED else None


@dataclass(frozen=True)
class About:
    person: User
    written: int
    hidden: int
    sanctions: int


def about(case: Case) -> About | None:
    """Whom a case is about, in numbers alone: nothing of what they wrote elsewhere."""
    if case.about is None:
        return None
    # How much somebody has published says nothing about where.
    wrote = Entry.objects.filter(author=case.about).aggregate(
        written=Count("pk", filter=Q(state=Entry.State.PUBLISHED)),
        hidden=Count("pk", filter=Q(state=Entry.State.HIDDEN)),
    )
    sanctions = Sanction.objects.filter(person=case.about).count()
    return About(case.about, wrote["written"], wrote["hidden"], sanctions)
