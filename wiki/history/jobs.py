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


@job(attempts=3, backoff=60)
def go_on_with_authors(*, page: int) -> bool:
    """Who wrote what of a long history: some time at a turn, then others get theirs."""
    from wiki.models import Page  # noqa: PLC0415

    from .authors import AT_LENGTH, who_wrote  # noqa: PLC0415

    found = Page.objects.filter(pk=page).first()
    if found is None:
        return False
    if not (is_complete := who_wrote(found, patience=AT_LENGTH).complete):
        go_on_with_authors.enqueue_once(key=str(page), page=page)
    return is_complete
