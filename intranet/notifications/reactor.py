"""From an activity to the people it concerns: a durable job, so nothing of it happens in the request."""

from __future__ import annotations

from intranet.activity import verbs
from intranet.activity.ledger import Reactor
from intranet.activity.models import Activity
from intranet.jobs import job

from . import actions


@job(attempts=5, backoff=30)
def notify(*, activity_id: int) -> int:
    """Write the notifications of one activity. Running it twice writes them once. Returns how many are new."""
    activity = Activity.objects.filter(pk=activity_id).first()
    if activity is None or verbs.known(activity.verb) is None:
        return 0
    return actions.notify_people_of(activity)


NOTIFY = Reactor(
    "notify",
    concerns=lambda verb: verb.notifies,
    enqueue=lambda activity: notify.enqueue(activity_id=activity.pk),
)
