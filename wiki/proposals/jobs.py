"""What follows some decisions when nobody has made another one for a while."""

from __future__ import annotations

from django.utils.timezone import now

from intranet.jobs import job
from wiki.models import Proposal


@job(attempts=5, backoff=30)
def keep_and_tell(*, proposal: int) -> bool:
    """Make a version of what was accepted, and tell the proposer once of all of it."""
    from wiki.actions.reviewing import SITTING, keep_accepted, tell_proposer  # noqa: PLC0415 - they enqueue this job

    found = Proposal.objects.select_related("of_page__space", "of_page__author", "author").filter(pk=proposal).first()
    if found is None:
        return False
    last = found.hunks.exclude(decided_at=None).order_by("-decided_at").values_list("decided_at", flat=True).first()
    if last is None or last + SITTING > now():
        return False
    keep_accepted(found.of_page)
    return tell_proposer(found)
