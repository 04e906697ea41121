"""Work of the conversation that no request waits for."""

from __future__ import annotations

from intranet.accounts.models import User
from intranet.jobs import job, scheduled

from . import drafts
from .renaming import name_anew


@scheduled(cron="53 4 * * *", name="forget-old-drafts")
def forget_old_drafts() -> None:
    drafts.forget_old()


@job
def name_in_texts(*, person: int, before: str) -> None:
    """Somebody has another handle."""
    if (found := User.objects.filter(pk=person).first()) is not None and found.handle != before:
        name_anew(found, before)


def after_renaming(person: User, before: str) -> None:
    name_in_texts.enqueue(person=person.pk, before=before)
