"""What the messages came to is kept for ninety days."""

from __future__ import annotations

from datetime import timedelta

from django.utils.timezone import now

from intranet.jobs import scheduled

KEPT = timedelta(days=90)
_AT_A_TIME = 500


@scheduled(cron="20 4 * * *", name="crm.forget")
def forget_syncs() -> int:
    """Delete older ones, portion by portion. Returns how many."""
    from .models import Sync, SyncRow  # noqa: PLC0415 - found before apps are ready

    gone = 0
    while old := list(Sync.objects.filter(at__lt=now() - KEPT).values_list("pk", flat=True)[:_AT_A_TIME]):
        SyncRow.objects.filter(sync__in=old).delete()
        gone += Sync.objects.filter(pk__in=old).delete()[0]
    return gone
