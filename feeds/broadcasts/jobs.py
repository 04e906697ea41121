"""What broadcasts put off: coming to each whom they are for, to who joins later, and reminding."""

from __future__ import annotations

from datetime import timedelta

from django.utils.timezone import now

from feeds.models import Broadcast
from intranet.jobs import job, scheduled

from .delivering import AT_ONCE, deliver, remind_due, takes_late_joiners
from .spread.going import expired_twins, take_expired

# Older ones come to nobody new.
LOOKED_AFTER_FOR = timedelta(days=366)


@job(attempts=8, backoff=30)
def deliver_broadcast(*, broadcast_id: int) -> int:
    """To everybody, portion by portion. May run twice: each has one row. Returns to how many it came."""
    found = 0
    while (broadcast := Broadcast.objects.published().filter(pk=broadcast_id).first()) is not None:
        came = len(deliver(broadcast))
        found += came
        if came < AT_ONCE:
            break
    return found


@scheduled(cron="*/10 * * * *", name="feeds.broadcasts")
def look_after_broadcasts() -> int:
    """Who has joined since gets what is still for them; who has not acknowledged is reminded when it is time; the
    public word of what has expired goes with it."""
    recent = Broadcast.objects.published().filter(published_at__gte=now() - LOOKED_AFTER_FOR)
    done = 0
    for broadcast in recent.order_by("pk"):
        if broadcast.delivered_at is None or takes_late_joiners(broadcast):
            done += deliver_broadcast.call(broadcast_id=broadcast.pk)
    for twin in expired_twins():
        done += take_expired(twin)
    asking = recent.filter(must_acknowledge=True, reminds=True).exclude(expires_at__lte=now())
    return done + sum(remind_due(broadcast) for broadcast in asking.order_by("pk"))
