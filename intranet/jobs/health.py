"""How the queue is doing, for the health page and the readiness probe."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from django.db.models import Case, F, Min, When
from django.utils.timezone import now

from intranet.core.health import Verdict, health_check

from .models import DeadJob, Hold, Worker
from .queue import AT_ONCE, due
from .workforce import silent

# Beyond it something is wrong: no worker, one that hangs, or far too few of them.
LONGEST_LAG_SECONDS = 600


class QueueHealth(NamedTuple):
    """``depth`` counts the jobs whose time has come; ``oldest_seconds`` says how long the first of them has waited,
    and ``longest_seconds`` how long the longest of the running ones has run."""

    depth: int
    oldest_seconds: int
    running: int
    longest_seconds: int
    dead: int
    workers: int

    @property
    def is_well(self) -> bool:
        return self.oldest_seconds <= LONGEST_LAG_SECONDS


def queue_health() -> QueueHealth:
    moment = now()
    waiting = due(moment)
    since = Case(When(run_after=AT_ONCE, then=F("enqueued_at")), default=F("run_after"))
    return QueueHealth(
        depth=waiting.count(),
        oldest_seconds=_seconds(waiting.aggregate(first=Min(since))["first"], moment),
        running=Hold.objects.count(),
        longest_seconds=_seconds(Hold.objects.aggregate(first=Min("job__started_at"))["first"], moment),
        dead=DeadJob.objects.count(),
        workers=Worker.objects.exclude(pk__in=silent()).count(),
    )


@health_check("jobs")
def jobs_are_done_in_time() -> Verdict:
    health = queue_health()
    return health.is_well, health._asdict()


def _seconds(since: datetime | None, moment: datetime) -> int:
    return max(0, int((moment - since).total_seconds())) if since else 0
