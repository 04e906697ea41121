"""Everything that makes or changes a poll, and every vote."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import F
from django.utils.timezone import now
from django.utils.translation import gettext as _

from intranet.accounts.models import User
from intranet.activity.ledger import record
from intranet.content.actions import hold
from intranet.content.models import Entry
from intranet.conversation.models import Ballot, Choice, Poll, PollOption
from intranet.core.decisions import no, require
from intranet.realtime.publish import revoke
from intranet.realtime.units import action

from . import policies
from .counting import is_for_voters, said_to_all, say_counted
from .verbs import CHANGED, CLOSED
from .wanted import WantedPoll, checked, checked_closing


@action
def add_poll(entry: Entry, wanted: WantedPoll, *, by: User) -> Poll:
    """Give an entry a poll, in the action that makes the entry or later. An entry that has one keeps it."""
    if (there := Poll.objects.filter(entry_id=entry.entry_id).first()) is not None:
        return there
    require(policies.can_add_poll(by, entry))
    wanted = checked(wanted)
    poll = Poll.objects.create(
        entry_id=entry.entry_id,
        multiple=wanted.multiple,
        anonymous=wanted.anonymous,
        results=wanted.results,
        closes_at=wanted.closes_at,
    )
    _write_options(poll, wanted.options)
    _have_the_end_announced(poll)
    return poll


@action
def change_poll(poll: Poll, wanted: WantedPoll, *, by: User) -> bool:
    """Change what can be chosen and how, as long as nobody has voted. False when it was so already."""
    _hold(poll)
    require(policies.can_change_poll(by, poll))
    if poll.voters_count:
        require(no(_("Somebody has voted: what can be chosen stays as it is.")))
    wanted = checked(wanted)
    before = (tuple(option.text for option in poll.options.all()), *_terms(poll))
    if before == (wanted.options, wanted.multiple, wanted.anonymous, wanted.results, wanted.closes_at):
        return False
    poll.multiple, poll.anonymous = wanted.multiple, wanted.anonymous
    poll.results, poll.closes_at = wanted.results, wanted.closes_at
    poll.save(update_fields=["multiple", "anonymous", "results", "closes_at"])
    if before[0] != wanted.options:
        poll.options.all().delete()
        _write_options(poll, wanted.options)
    _have_the_end_announced(poll)
    _say_changed(poll, by=by)
    return True


@action
def change_closing(poll: Poll, *, by: User, closes_at: datetime | None) -> bool:
    """Give the voters more time, or less. False when it was so already."""
    _hold(poll)
    require(policies.can_change_poll(by, poll))
    if poll.closes_at == closes_at:
        return False
    checked_closing(closes_at)
    poll.closes_at = closes_at
    poll.save(update_fields=["closes_at"])
    _have_the_end_announced(poll)
    _say_changed(poll, by=by)
    return True


@action
def vote(poll: Poll, *, by: User, options: Iterable[int]) -> bool:
    """Vote, or think again. False when one had voted so already.

    Everybody who votes waits for the entry's row, so each adds to what the others have committed; that nobody votes
    twice is also a constraint of the table.
    """
    _hold(poll)
    ballot = Ballot.objects.filter(poll=poll, person=by).first()
    require(policies.can_vote(by, poll, has_voted=ballot is not None))
    chosen = _checked_choice(poll, options)
    before: set[int] = set()
    if ballot is not None:
        before = set(ballot.choices.values_list("option_id", flat=True))
        if before == chosen:
            return False
    else:
        ballot = Ballot.objects.create(poll=poll, person=by)
        poll.voters_count = _raise(Poll.objects.filter(pk=poll.pk), voters_count=+1)
    if not poll.anonymous:
        ballot.choices.exclude(option__in=chosen).delete()
        Choice.objects.bulk_create(Choice(ballot=ballot, option_id=pk) for pk in sorted(chosen - before))
    _raise(poll.options.filter(pk__in=chosen - before), votes=+1)
    _raise(poll.options.filter(pk__in=before - chosen), votes=-1)
    say_counted(poll, by=by)
    return True


@action
def withdraw_vote(poll: Poll, *, by: User) -> bool:
    """Take one's vote back. False when there is none."""
    _hold(poll)
    ballot = Ballot.objects.filter(poll=poll, person=by).first()
    require(policies.can_vote(by, poll, has_voted=ballot is not None))
    if ballot is None:
        return False
    _raise(poll.options.filter(pk__in=list(ballot.choices.values_list("option_id", flat=True))), votes=-1)
    poll.voters_count = _raise(Poll.objects.filter(pk=poll.pk), voters_count=-1)
    ballot.delete()
    if is_for_voters(poll):
        revoke([by.pk])
    say_counted(poll, by=by)
    return True


@action
def close_poll(poll: Poll, *, by: User) -> bool:
    """Its author ends it now, and everybody concerned is told. False when it had ended."""
    _hold(poll)
    if not poll.is_open():
        return False
    require(policies.can_change_poll(by, poll))
    poll.closes_at = now()
    poll.save(update_fields=["closes_at"])
    return _announce(poll, by=by)


@action
def announce_end(poll: Poll, *, by: User | None) -> bool:
    """Tell that a poll has closed when its time has come. False when it has not, or everybody was told."""
    _hold(poll)
    if poll.is_open() or poll.announced_at is not None or not poll.entry.is_published:
        return False
    return _announce(poll, by=by)


# --- Inside -----------------------------------------------------------------------------------------------------------


def _hold(poll: Poll) -> None:
    hold(poll.entry)
    poll.refresh_from_db(fields=["multiple", "anonymous", "results", "closes_at", "announced_at", "voters_count"])


def _terms(poll: Poll) -> tuple[Any, ...]:
    return (poll.multiple, poll.anonymous, poll.results, poll.closes_at)


def _write_options(poll: Poll, texts: Iterable[str]) -> None:
    PollOption.objects.bulk_create(PollOption(poll=poll, place=place, text=text) for place, text in enumerate(texts))


def _checked_choice(poll: Poll, options: Iterable[int]) -> set[int]:
    chosen = set(options)
    if not chosen:
        raise ValidationError({"option": _("Choose an answer first.")})
    if len(chosen) > 1 and not poll.multiple:
        raise ValidationError({"option": _("Only one answer can be chosen here.")})
    if poll.options.filter(pk__in=chosen).count() != len(chosen):
        raise ValidationError({"option": _("The answers have changed meanwhile. Look again, then vote.")})
    return chosen


def _raise(rows: Any, **by: int) -> int:
    """Add to a count in the statement itself; the number that the first row has now."""
    [(name, amount)] = by.items()
    rows.update(**{name: F(name) + amount})
    return rows.values_list(name, flat=True).first() or 0


def _have_the_end_announced(poll: Poll) -> None:
    from .jobs import announce  # noqa: PLC0415 - the job calls an action of this module

    if poll.closes_at is not None:
        announce.enqueue_at(poll.closes_at, poll=poll.pk)


def _say_changed(poll: Poll, *, by: User) -> None:
    frame = said_to_all(poll) | {"changed": True}
    record(CHANGED, by=by, on=poll.entry, streams=[poll.entry.root_key], frame=frame)


def _announce(poll: Poll, *, by: User | None) -> bool:
    poll.announced_at = now()
    poll.save(update_fields=["announced_at"])
    frame = said_to_all(poll) | {"changed": True}
    record(CLOSED, by=by, on=poll.entry, streams=[poll.entry.root_key], frame=frame)
    return True
