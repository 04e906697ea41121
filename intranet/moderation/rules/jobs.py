"""Looking back, and letting go of what is old."""

from __future__ import annotations

from datetime import timedelta

from django.utils.timezone import now

from intranet.jobs import job, scheduled
from intranet.moderation.models import Trial

TRIALS_KEPT = timedelta(days=7)


@job(attempts=2, backoff=10)
def look_back(*, trial_id: int) -> int:
    """Find out what a rule would have caught. Returns how much."""
    from .trying import look_back as looked_back  # noqa: PLC0415 - the gate it asks is above actions, which enqueue this

    trial = Trial.objects.filter(pk=trial_id, state=Trial.State.WAITING).first()
    if trial is None:
        return 0
    trial.found = looked_back(trial.rule())
    trial.state, trial.done_at = Trial.State.DONE, now()
    trial.save(update_fields=["found", "state", "done_at"])
    return int(trial.found["caught"])


@scheduled(cron="40 3 * * *", name="moderation.rules.let_go")
def let_go() -> int:
    """Trials of last week, and the days of last year."""
    from .counting import let_go_of_old_days  # noqa: PLC0415 - read where it is needed

    gone = Trial.objects.filter(created_at__lt=now() - TRIALS_KEPT).delete()[0]
    return gone + let_go_of_old_days()
