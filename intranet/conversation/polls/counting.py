"""What the open browsers hear of the votes. A frame goes to everybody who follows its stream, so that of the entry says
only what its every reader may see; where the results are for those who have voted, they have a stream of their own."""

from __future__ import annotations

from typing import Any

from intranet.accounts.models import User
from intranet.content.models import Entry
from intranet.conversation.models import Ballot, Poll
from intranet.realtime.gates import gate
from intranet.realtime.publish import publish

from . import policies
from .verbs import VOTED

STREAM = "poll"


def stream_of(poll: Poll) -> str:
    """Where the counts are said, to whoever has voted."""
    return f"{STREAM}_{poll.pk}"


def is_for_voters(poll: Poll) -> bool:
    """Whether the results are for those who have voted, and for nobody else yet."""
    return bool(policies.can_see_results(poll, has_voted=True)) and not policies.can_see_results(poll, has_voted=False)


def said_to_all(poll: Poll) -> dict[str, Any]:
    """What a frame may say to everybody who reads the entry."""
    said: dict[str, Any] = {"entry": poll.entry_id, "poll": poll.pk, "voters": poll.voters_count}
    return said | _votes(poll) if policies.can_see_results(poll, has_voted=False) else said


def say_counted(poll: Poll, *, by: User) -> None:
    # A ballot is its own record, and who cast an anonymous one is nobody's business.
    actor = None if poll.anonymous else by.pk
    publish(poll.entry.root_key, VOTED, on=poll.entry.key, actor=actor, **said_to_all(poll))
    if is_for_voters(poll):
        publish(stream_of(poll), VOTED, entry=poll.entry_id, poll=poll.pk, voters=poll.voters_count, **_votes(poll))


def register() -> None:
    gate(STREAM)(_may_follow)


def _may_follow(person: User, key: str) -> bool:
    poll = Poll.objects.filter(pk=int(key), entry__in=Entry.objects.visible_to(person)).first()
    voted = Ballot.objects.filter(poll=int(key), person=person).exists()
    return poll is not None and bool(policies.can_see_results(poll, has_voted=voted))


def _votes(poll: Poll) -> dict[str, Any]:
    return {"votes": {str(pk): votes for pk, votes in poll.options.values_list("pk", "votes")}}
