"""Joining two ideas, and parting them again.

No vote and no comment is moved: what was given to the one counts for the other, and is shown with it. So undoing finds
everything where it was, and what came meanwhile stays where it was said.
"""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.timezone import now
from django.utils.translation import gettext as _

from ideas import policies
from ideas.models import Idea, Merge
from intranet.accounts.models import User
from intranet.activity.ledger import record
from intranet.content.actions import hold
from intranet.conversation.votes import recount
from intranet.core.decisions import require
from intranet.realtime.units import action

_JOINING = ["merged_into", "head", "status", "owner"]


@action
def merge(source: Idea, *, into: Idea, by: User) -> Merge:
    """Make ``source`` part of another idea."""
    _hold_both(source, into)
    require(policies.can_merge(by, source, into))
    source.merged_into, source.head = into, into
    source.save(update_fields=["merged_into", "head"])
    Idea.objects.filter(head=source).update(head=into)
    made = Merge.objects.create(source=source, target=into, made_by=by)
    recount(into)
    streams = list(dict.fromkeys([source.audience, source.root_key]))
    record("ideas.idea.merged", by=by, on=source, streams=streams, frame=_frame(source, into), into=into.pk)
    record("ideas.idea.joined", by=by, on=into, streams=[into.root_key], frame=_frame(source, into), source=source.pk)
    return made


@action
def undo_merge(made: Merge, *, by: User) -> Idea:
    """Part them again. ValidationError where that was done already."""
    source, target = made.source, made.target
    _hold_both(source, target)
    made.refresh_from_db()
    require(policies.can_keep_board(by, source.board))
    if made.undone_at is not None or source.merged_into_id != target.pk:
        raise ValidationError(_("These were parted already."), code="parted")
    top = source.head or target
    source.merged_into = source.head = None
    source.save(update_fields=["merged_into", "head"])
    Idea.objects.filter(pk__in=_below(source)).update(head=source)
    made.undone_by, made.undone_at = by, now()
    made.save(update_fields=["undone_by", "undone_at"])
    recount(source)
    recount(top)
    streams = list(dict.fromkeys([source.audience, source.root_key, top.root_key]))
    record("ideas.idea.parted", by=by, on=source, streams=streams, frame=_frame(source, top), of=top.pk)
    return source


def _hold_both(*ideas: Idea) -> None:
    """Always in the same order, so that two who join two ideas at once wait for each other, never in a ring."""
    for idea in sorted(ideas, key=lambda one: one.pk):
        hold(idea)
        idea.refresh_from_db(fields=_JOINING)


def _below(idea: Idea) -> set[int]:
    """All that was joined into it, and into that."""
    found: set[int] = set()
    newest = {idea.pk}
    while newest := set(Idea.objects.filter(merged_into__in=newest).values_list("pk", flat=True)) - found:
        found |= newest
    return found


def _frame(source: Idea, target: Idea) -> dict[str, int]:
    return {"entry": target.pk, "joined": source.pk, "votes": target.votes_count}
