"""Levels are reckoned at night, and at once after what counts most."""

from __future__ import annotations

from intranet.activity.ledger import Reactor
from intranet.activity.models import Activity
from intranet.content.models import Entry
from intranet.jobs import job, scheduled

# After these, whoever wrote the entry may stand elsewhere: a first text let out, an answer accepted, one taken down.
_GREAT_MOMENTS = (
    "moderation.entry.let_out",
    "forum.answer.accepted",
    "forum.answer.hidden",
    "forum.topic.hidden",
    "conversation.comment.hidden",
)


@job(attempts=3, backoff=30)
def reckon_author(*, entry_id: int) -> int:
    """Look at the level of whoever wrote this. May run twice."""
    from .reckoning import reckon  # noqa: PLC0415 - settings name this module before apps are ready

    author = Entry.objects.filter(pk=entry_id).values_list("author_id", flat=True).first()
    return reckon([author]) if author is not None else 0


@scheduled(cron="15 4 * * *", name="moderation.trust.reckon")
def reckon_at_night() -> int:
    from .reckoning import reckon_all  # noqa: PLC0415 - as above

    return reckon_all()


def _of_entry(activity: Activity) -> None:
    key = activity.subject.rpartition("_")[2]
    if key.isdigit():
        reckon_author.enqueue(entry_id=int(key))


TRUST = Reactor("trust", concerns=lambda verb: verb.name in _GREAT_MOMENTS, enqueue=_of_entry)
