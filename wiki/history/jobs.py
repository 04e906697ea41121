"""What is told of pages when they have come to rest."""

from __future__ import annotations

from django.utils.timezone import now

from intranet.jobs import job, scheduled


@job(attempts=5, backoff=60)
def tell(*, page: int) -> bool:
    from wiki.actions.watching import tell_of_changes  # noqa: PLC0415 - actions are read after the jobs

    return tell_of_changes(page) is not None


@scheduled(cron="* * * * *", name="wiki.tell_of_changes")
def tell_by_the_clock() -> None:
    from wiki.actions.watching import due_pages  # noqa: PLC0415

    for page in due_pages(now()):
        tell.enqueue_once(key=str(page), page=page)
