"""From an activity to the webhooks that want it: one durable job, and none where nobody wants it."""

from __future__ import annotations

from intranet.activity.ledger import Reactor
from intranet.activity.models import Activity
from intranet.jobs import job

from . import delivering
from .verbs import is_carried
from .wanted import is_wanted


@job(attempts=5, backoff=30)
def tell_webhooks(*, activity_id: int) -> int:
    """Put one activity into the log of each webhook that may hear of it. Returns how many are new."""
    activity = Activity.objects.select_related("actor").filter(pk=activity_id).first()
    return delivering.put_down(activity) if activity is not None else 0


def _enqueue(activity: Activity) -> None:
    if is_wanted(activity.verb):
        tell_webhooks.enqueue(activity_id=activity.pk)


WEBHOOKS = Reactor("webhooks", concerns=lambda verb: is_carried(verb.name), enqueue=_enqueue)
