from __future__ import annotations

from datetime import timedelta

from django.utils.timezone import now

from intranet.conversation.models import Reminder
from intranet.jobs import job, scheduled

from . import reading

BATCH = 200
KEPT = timedelta(days=90)


@job(attempts=5, backoff=15)
def tell(*, reminder: int) -> bool:
    """Tell what is due. What was put off, told or deleted meanwhile is left alone."""
    from .actions import tell_due  # noqa: PLC0415 - actions enqueue this job

    return tell_due(reminder)


@scheduled(cron="* * * * *", name="conversation.tell_reminders")
def tell_what_is_due() -> None:
    """The net under the jobs of single reminders."""
    for pk in reading.due().order_by("due_at").values_list("pk", flat=True)[:BATCH]:
        tell.enqueue_once(key=str(pk), reminder=pk)


@scheduled(cron="57 4 * * *", name="conversation.forget_reminders")
def forget_told_reminders() -> None:
    Reminder.objects.filter(told_at__lt=now() - KEPT).delete()
