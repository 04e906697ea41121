"""Ideas of which nobody speaks any more: they are told of it first, cool down, and come back with the first word."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import F, Q, QuerySet
from django.utils.timezone import now

from ideas import policies
from ideas.models import Board, Idea, Meaning
from intranet.accounts.models import User
from intranet.activity.ledger import record
from intranet.content.actions import hold
from intranet.content.models import Entry
from intranet.conversation.models import Comment
from intranet.core.decisions import require
from intranet.core.markup import Rendered
from intranet.realtime.publish import publish
from intranet.realtime.units import action

# What is planned or under way waits for the house and not for a word of anybody.
COOLS = (Meaning.OPEN, Meaning.REVIEW)
# So long before, at most, whoever wanted it is told; of a short time half of it.
NOTICE = timedelta(days=7)


def notice_of(idle_days: int) -> timedelta:
    return min(NOTICE, timedelta(days=idle_days) / 2)


def idle(board: Board, at: datetime) -> QuerySet[Idea]:
    """The ideas of a board that are due to be told of, or have been told of and are due to cool down."""
    if board.idle_days is None:
        return Idea.objects.none()
    since = at - timedelta(days=board.idle_days)
    notice = notice_of(board.idle_days)
    ideas = Idea.objects.listed().filter(board=board, status__meaning__in=COOLS, cooled_at=None)
    not_told = Q(cooling_told_at=None) | Q(cooling_told_at__lt=F("last_moved_at"))
    told = Q(cooling_told_at__gte=F("last_moved_at"), cooling_told_at__lte=at - notice)
    return ideas.filter(Q(last_moved_at__lte=since + notice) & not_told | Q(last_moved_at__lte=since) & told)


@action
def go_on_cooling(idea: Idea, *, at: datetime) -> str:
    """Tell whoever wanted it that it will cool down, or, when the time they were given is over, let it: "told",
    "cooled", or "" where somebody has said something meanwhile."""
    hold(idea)
    idea.refresh_from_db()
    if not idle(idea.board, at).filter(pk=idea.pk).exists():
        return ""
    if idea.cooling_told_at is None or idea.cooling_told_at < idea.last_moved_at:
        idea.cooling_told_at = at
        idea.save(update_fields=["cooling_told_at"])
        record("ideas.idea.idle", by=None, on=idea)
        return "told"
    idea.cooled_at = at
    idea.save(update_fields=["cooled_at"])
    record(
        "ideas.idea.cooled", by=None, on=idea, streams=list(dict.fromkeys([idea.audience, idea.root_key])),
        frame={"entry": idea.pk, "cooled": True},
    )  # fmt: skip
    return "cooled"


@action
def revive(idea: Idea, *, by: User) -> bool:
    """Say that it still matters. False when it had not cooled down."""
    hold(idea)
    idea.refresh_from_db(fields=["cooled_at", "merged_into", "status"])
    require(policies.may_write_under(by, idea))
    if idea.cooled_at is None:
        return False
    moved(idea)
    record("ideas.idea.revived", by=by, on=idea)
    return True


def after_comment(entry: Entry, rendered: Rendered, writer: User) -> None:
    """For ``content.texts.on_text``: only what is new, and stands under an idea."""
    if entry.is_new and isinstance(entry, Comment) and entry.root is not None:
        idea = Idea.objects.filter(pk=entry.root_entry_id).first()
        if idea is not None:
            moved(idea)


def moved(idea: Idea) -> None:
    """Somebody has said something or voted: whoever calls holds the idea."""
    was_cold = idea.cooled_at is not None
    idea.last_moved_at, idea.cooled_at = now(), None
    Idea.objects.filter(pk=idea.pk).update(last_moved_at=idea.last_moved_at, cooled_at=None)
    if was_cold:
        for stream in dict.fromkeys([idea.audience, idea.root_key]):
            publish(stream, "ideas.idea.revived", on=idea.key, entry=idea.pk, cooled=False)
