"""Joining a question with another that asked the same, and parting the two again.

Nothing is moved: words and votes stay where they were given and count for the other, each person once, and who asked is
one of them. So parting finds everything where it was.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from feeds.models import BroadcastQuestion
from intranet.accounts.models import User
from intranet.activity.ledger import record
from intranet.content import actions as content_actions
from intranet.content.models import Entry
from intranet.conversation.models import Vote
from intranet.conversation.votes import recount
from intranet.core.decisions import require
from intranet.realtime.units import action

from . import policies

MERGED = "feeds.broadcastquestion.merged"
PARTED = "feeds.broadcastquestion.parted"


@action
def merge(source: BroadcastQuestion, *, into: BroadcastQuestion, by: User) -> BroadcastQuestion:
    """Show ``source`` with ``into``, whose answer is for both; what was joined into ``source`` comes along. Who asked
    is told. Returns ``into`` with its voices counted again."""
    _hold_both(source, into)
    require(policies.can_merge(by, source, into))
    if source.merged_into_id == into.pk:
        return into
    BroadcastQuestion.objects.filter(merged_into=source).update(merged_into=into)
    _point(source, into, MERGED, head=into, by=by)
    return into


@action
def undo_merge(source: BroadcastQuestion, *, by: User) -> BroadcastQuestion:
    """Part it from what it was joined into. ValidationError where that was done already."""
    into = source.merged_into
    if into is not None:
        _hold_both(source, into)
    if into is None or source.merged_into_id != into.pk:
        raise ValidationError(_("These were parted already."), code="parted")
    require(policies.can_answer(by, policies.broadcast_of(source)))
    _point(source, None, PARTED, head=into, by=by)
    return source


def standing_alone(questions: QuerySet[BroadcastQuestion]) -> QuerySet[BroadcastQuestion]:
    """Those that are no part of another, or of one that is not there any more."""
    return questions.filter(Q(merged_into=None) | ~Q(merged_into__state=Entry.State.PUBLISHED))


def votes_with(ids: Iterable[int]) -> dict[int, list[int]]:
    """For each question the ids of those whose votes count for it, its own among them. One query."""
    groups = {pk: [pk] for pk in ids}
    for part in _parts(groups).only("merged_into"):
        if part.merged_into_id is not None:
            groups[part.merged_into_id].append(part.pk)
    return groups


def voices(question: Entry, ids: Sequence[int]) -> int:
    """Who voted, and who asked the same; who asked the question itself is none. ``ids``: of ``votes_with``."""
    voted = Vote.objects.filter(entry__in=ids, on_behalf_of=None).values_list("person", flat=True)
    asked = Entry.objects.filter(pk__in=ids).values_list("author", flat=True)
    return len({*voted, *asked} - {question.author_id})


def joined_into(questions: Iterable[BroadcastQuestion], among: QuerySet[BroadcastQuestion]) -> None:
    """Set ``joined`` on each: those of ``among`` that were joined into it, the oldest first. One query."""
    by_head = defaultdict(list)
    heads = list(questions)
    for one in among.filter(merged_into__in=heads).order_by("pk"):
        by_head[one.merged_into_id].append(one)
    for head in heads:
        head.joined = by_head[head.pk]


def _parts(heads: Iterable[int]) -> QuerySet[BroadcastQuestion]:
    return BroadcastQuestion.objects.published().filter(merged_into__in=list(heads)).order_by("pk")


def _hold_both(*questions: BroadcastQuestion) -> None:
    """Always in the same order, so that two who join the same two wait for each other, never in a ring."""
    for one in sorted(questions, key=lambda one: one.pk):
        content_actions.hold(one)
        one.refresh_from_db(fields=["merged_into", "answered_at"])


def _point(
    source: BroadcastQuestion, at: BroadcastQuestion | None, verb: str, *, head: BroadcastQuestion, by: User
) -> None:
    source.merged_into = at
    source.save(update_fields=["merged_into"])
    for one in (source, head):
        recount(one)
    frame = {"entry": source.pk, "into": head.pk, "root": head.root_entry_id}
    record(verb, by=by, on=source, streams=[source.root_key], frame=frame, into=head.pk)
