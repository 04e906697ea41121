"""A poll ends by its time alone; that it has ended is said by a job."""

from __future__ import annotations

from intranet.conversation.models import Poll
from intranet.jobs import job


@job(attempts=5, backoff=30)
def announce(*, poll: int) -> bool:
    """Tell that a poll has closed. When its time was put off meanwhile, the later job does."""
    from .actions import announce_end  # noqa: PLC0415 - the action enqueues this job

    found = Poll.objects.select_related("entry__space").filter(pk=poll).first()
    return found is not None and announce_end(found, by=None)
