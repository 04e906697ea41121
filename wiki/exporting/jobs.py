"""The long work of writing pages into a file."""

from __future__ import annotations

from datetime import timedelta

from django.utils.timezone import now

from intranet.jobs import job, scheduled
from wiki.models import PageExport

TRIED_FOR = timedelta(days=1)


@job(attempts=3, backoff=120)
def make_page_export(*, export: int) -> bool:
    """Write the file that somebody has asked for."""
    from .making import make  # noqa: PLC0415 - it calls the actions, which enqueue this job

    found = PageExport.objects.select_related("person", "space", "page__space").filter(pk=export).first()
    return found is not None and make(found)


@scheduled(cron="57 4 * * *", name="wiki.exports")
def look_after_exports() -> None:
    """Delete the files whose week is over; give up on what could not be made in a day."""
    from wiki.actions.exporting import forget_page_export  # noqa: PLC0415

    for export in PageExport.objects.filter(state="ready", expires_at__lt=now()).select_related("person")[:500]:
        forget_page_export(export, by=export.person)
    PageExport.objects.filter(state="waiting", asked_at__lt=now() - TRIED_FOR).update(state="failed")
