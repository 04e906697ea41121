"""Voting for an entry: one voice each, taken back with the same press."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from django.db.models import Count, QuerySet
from django.utils.translation import gettext as _

from intranet.accounts.models import User
from intranet.activity.ledger import record
from intranet.content.actions import hold
from intranet.content.kinds import kind_of, known
from intranet.content.models import Entry
from intranet.content.policies import can_react
from intranet.core.decisions import Decision, no, require
from intranet.core.prepared import prepared
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
    """Give one's voice. False when it was given before, also to something joined into this: then nobody is told."""
    hold(entry)
    # Of what is voted for with a budget, two last votes at once are one: the person's row keeps them in line.
    User.objects.select_for_update().filter(pk=by.pk).first()
    require(can_vote(by, entry))
    if _given_by(by, entry).exists():
        return False
    Vote.objects.create(entry_id=entry.entry_id, person=by)
    recount(entry)
    if (follows := kind_of(entry).voted) is not None:
        follows(entry)
    record(VOTED, by=by, on=entry, streams=[entry.root_key], frame=_frame(entry, by, given=True))
    return True


@action
def take_back_vote(entry: Entry, *, by: User) -> bool:
    """Take one's voice back. False when there was none."""
    hold(entry)
    require(can_vote(by, entry))
    gone, _by_model = _given_by(by, entry).delete()
    if gone:
        recount(entry)
        publish(entry.root_key, UNVOTED, on=entry.key, actor=by.pk, **_frame(entry, by, given=False))
    return bool(gone)


def voted_by(person: Viewer, entries: Iterable[Entry]) -> set[int]:
    """Ids of those entries for which this person has voted: one query, and one for each kind whose entries join."""
    if not person.is_authenticated:
        return set()
    groups = together(entries)
    asked = {one for group in groups.values() for one in group}
    given = set(_voted(person=person.pk, entries=asked)) if asked else set()
    return {pk for pk, group in groups.items() if not given.isdisjoint(group)}


def voted_among(person: Viewer, numbers: Collection[int]) -> set[int]:
    """The same by the ids of entries of kinds that none joins: each counts by itself."""
    return set(_voted(person=person.pk, entries=numbers)) if numbers and person.is_authenticated else set()


@prepared(person=int, entries=[int])
def _voted(*, person: int, entries: Iterable[int]) -> QuerySet[Any, Any]:
    return Vote.objects.filter(person=person, on_behalf_of=None, entry__in=entries).values_list("entry_id", flat=True)


def together(entries: Iterable[Entry]) -> dict[int, list[int]]:
    """For each of these entries the ids of all whose votes count for it."""
    groups: dict[int, list[int]] = {}
    by_kind: dict[str, list[int]] = {}
    for entry in entries:
        groups[entry.entry_id] = [entry.entry_id]
        by_kind.setdefault(entry.kind, []).append(entry.entry_id)
    for kind, ids in by_kind.items():
        if (manifest := known(kind)) is not None and (joined := manifest.votes_with) is not None:
            groups |= joined(ids)
    return groups


def recount(entry: Entry) -> None:
    """Count again who wants it."""
    kind, ids = kind_of(entry), together([entry])[entry.entry_id]
    entry.votes_count = voices_for(ids) if kind.voices is None else kind.voices(entry, ids)
    Entry.objects.filter(pk=entry.entry_id).update(votes_count=entry.votes_count)
    if (follows := kind.counted) is not None:
        follows(entry)


def voices_for(ids: Iterable[int]) -> int:
    """How many want one of these entries: each person once, and each company for which a voice was given and none of
    whose own people gave theirs."""
    votes = Vote.objects.filter(entry__in=list(ids))
    own = votes.filter(on_behalf_of=None)
    speaking = own.exclude(person__company=None).values("person__company")
    companies = votes.exclude(on_behalf_of=None).exclude(on_behalf_of__in=speaking)
    counted = own.aggregate(n=Count("person", distinct=True))["n"]
    return int(counted + companies.aggregate(n=Count("on_behalf_of", distinct=True))["n"])


def _given_by(person: User, entry: Entry) -> QuerySet[Vote]:
    group = together([entry])[entry.entry_id]
    return Vote.objects.filter(entry__in=group, person=person, on_behalf_of=None)


def _frame(entry: Entry, by: User, *, given: bool) -> dict[str, Any]:
    told = dict(kind_of(entry).votes_told(entry))
    return {"entry": entry.entry_id, "votes": entry.votes_count, "person": by.pk, "given": given} | told
