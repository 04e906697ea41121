"""Voting for an entry: one voice each, taken back with the same press."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from intranet.accounts.models import User
from intranet.activity.ledger import record
from intranet.content.actions import hold
from intranet.content.kinds import kind_of
from intranet.content.models import Entry
from intranet.content.policies import can_react
from intranet.core.decisions import Decision, no, require
from intranet.realtime.publish import publish
from intranet.realtime.units import action
from intranet.spaces.audiences import Viewer

from .models import Vote
from .verbs import UNVOTED, VOTED


def can_vote(person: Viewer, entry: Entry) -> Decision:
    """Whoever may react to an entry of a kind that takes votes, as far as the kind lets them."""
    if not person.is_authenticated:
        return no(_("Sign in to vote."))
    if (own := kind_of(entry).may_vote) is None:
        return no(_("There is nothing to vote for here."))
    return can_react(person, entry) and own(person, entry)


@action
def vote_for(entry: Entry, *, by: User) -> bool:
    """Give one's voice. False when it was given before: then nobody is told."""
    hold(entry)
    require(can_vote(by, entry))
    _vote, is_new = Vote.objects.get_or_create(entry_id=entry.entry_id, person=by, on_behalf_of=None)
    if is_new:
        _recount(entry)
        record(VOTED, by=by, on=entry, streams=[entry.root_key], frame=_frame(entry, by, given=True))
    return is_new


@action
def take_back_vote(entry: Entry, *, by: User) -> bool:
    """Take one's voice back. False when there was none."""
    hold(entry)
    require(can_vote(by, entry))
    gone, _by_model = Vote.objects.filter(entry_id=entry.entry_id, person=by, on_behalf_of=None).delete()
    if gone:
        _recount(entry)
        publish(entry.root_key, UNVOTED, on=entry.key, actor=by.pk, **_frame(entry, by, given=False))
    return bool(gone)


def voted_by(person: Viewer, entries: Iterable[Entry]) -> set[int]:
    """Ids of those entries for which this person has voted: one query."""
    if not person.is_authenticated:
        return set()
    ids = [entry.entry_id for entry in entries]
    return set(Vote.objects.filter(person=person, on_behalf_of=None, entry__in=ids).values_list("entry_id", flat=True))


def _recount(entry: Entry) -> None:
    entry.votes_count = Vote.objects.filter(entry_id=entry.entry_id).count()
    Entry.objects.filter(pk=entry.entry_id).update(votes_count=entry.votes_count)


def _frame(entry: Entry, by: User, *, given: bool) -> dict[str, Any]:
    return {"entry": entry.entry_id, "votes": entry.votes_count, "person": by.pk, "given": given}
