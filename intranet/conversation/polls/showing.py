"""A poll as one reader sees it. A card leaves a place open for it, since what one has voted, and so whether one sees
the results, is one's own; a page of places is filled with four queries however many polls there are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString

from intranet.accounts.models import User
from intranet.content.stances import blocked_by
from intranet.conversation.models import Ballot, Choice, Poll
from intranet.conversation.personal import fill_places, left_open
from intranet.core.decisions import Decision
from intranet.core.fragments import remembered
from intranet.core.kept import Place, open_place
from intranet.spaces.audiences import Viewer

from . import policies
from .counting import is_for_voters, stream_of

POLL = "poll"
BLOCK = "conversation/polls/_block.html"
# Of one answer, the names that are shown; the rest is a number.
MOST_NAMES = 100


@dataclass(frozen=True, slots=True)
class Answer:
    """One line of a poll. ``votes`` and ``share`` are None for whoever may not see them yet."""

    pk: int
    text: str
    mine: bool
    votes: int | None
    share: int | None


@dataclass(frozen=True, slots=True)
class Shown:
    """A poll for one reader. Whether one has voted is known of an anonymous poll, too; what for is not."""

    poll: Poll
    answers: tuple[Answer, ...]
    has_voted: bool
    may_vote: Decision
    may_see: Decision
    may_see_voters: Decision
    is_guest: bool

    @property
    def entry(self) -> Any:
        return self.poll.entry

    @property
    def is_open(self) -> bool:
        return self.poll.is_open()

    @property
    def url(self) -> str:
        return reverse("conversation:poll", args=[self.poll.pk])

    @property
    def stream(self) -> str:
        """Where this reader hears the counts, when not on the stream of the entry."""
        return stream_of(self.poll) if self.may_see and is_for_voters(self.poll) else ""

    @property
    def key(self) -> tuple[Any, ...]:
        """All that the block says, for keeping it."""
        poll = self.poll
        return (
            poll.pk,
            str(poll.entry),
            poll.multiple,
            poll.anonymous,
            poll.results,
            poll.closes_at,
            poll.voters_count,
            self.is_open,
            self.has_voted,
            self.may_vote.refusal and str(self.may_vote.refusal),
            self.may_see.refusal and str(self.may_see.refusal),
            bool(self.may_see_voters),
            self.is_guest,
            self.answers,
        )


def carried_by(entry: Any) -> Poll | None:
    """The poll of an entry that was read together with it; no query."""
    return entry._state.fields_cache.get("poll")


def carry(entry: Any, poll: Poll | None) -> None:
    """Have ``carried_by`` know the poll of an entry that was read without, or that there is none."""
    entry._state.fields_cache["poll"] = poll


def is_known(entry: Any) -> bool:
    return "poll" in entry._state.fields_cache


def shown_to(viewer: Viewer, polls: Iterable[int]) -> dict[int, Shown]:
    """These polls as ``viewer`` sees them, by number: four queries, or two for a guest. That the viewer may read the
    entries has been asked before."""
    found = Poll.objects.select_related("entry__space").prefetch_related("options").in_bulk(set(polls))
    ballots: dict[int, Any] = {}
    if viewer.is_authenticated and found:
        ballots = dict(Ballot.objects.filter(person=viewer, poll__in=found).values_list("poll_id", "pk"))
    mine = (
        set(Choice.objects.filter(ballot__in=ballots.values()).values_list("option_id", flat=True)) if ballots else ()
    )
    return {pk: _shown(poll, viewer, has_voted=pk in ballots, mine=mine) for pk, poll in found.items()}


def _shown(poll: Poll, viewer: Viewer, *, has_voted: bool, mine: Iterable[int]) -> Shown:
    may_see = policies.can_see_results(poll, has_voted=has_voted)
    # Of those who voted: with several answers the shares add up to more than a hundred.
    voters = poll.voters_count

    def answer(option: Any) -> Answer:
        votes = option.votes if may_see else None
        share = round(100 * option.votes / voters) if may_see and voters else (0 if may_see else None)
        return Answer(option.pk, option.text, option.pk in mine, votes, share)

    answers = tuple(answer(option) for option in poll.options.all())
    return Shown(
        poll,
        answers,
        has_voted,
        policies.can_vote(viewer, poll, has_voted=has_voted),
        may_see,
        policies.can_see_voters(viewer, poll, has_voted=has_voted),
        not viewer.is_authenticated,
    )


def one_shown_to(viewer: Viewer, poll: int) -> Shown:
    return shown_to(viewer, [poll])[poll]


# --- On cards ---------------------------------------------------------------------------------------------------------


def block_of(entry: Any, viewer: Viewer | None) -> SafeString:
    """The poll of an entry for the reader who is known, or the place for it; nothing where there is none."""
    if (poll := carried_by(entry)) is None:
        return conditional_escape("")
    if left_open(entry) or viewer is None:
        return open_place(POLL, poll.pk)
    return html_of(one_shown_to(viewer, poll.pk))


def html_of(shown: Shown) -> SafeString:
    return remembered(BLOCK, shown.key, lambda: {"shown": shown})


def _know(viewer: Viewer, places: Sequence[Place]) -> dict[int, Shown]:
    return shown_to(viewer, [int(place.told[0]) for place in places])


def _fill(place: Place, known: dict[int, Shown], viewer: Viewer) -> SafeString:
    shown = known.get(int(place.told[0]))
    return html_of(shown) if shown is not None else conditional_escape("")


def register() -> None:
    fill_places(POLL, know=_know, fill=_fill)


# --- Who voted --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Voters:
    """Who chose one answer of a named poll."""

    text: str
    count: int
    people: list[User]
    more: int


def voters_of(poll: Poll, viewer: Viewer) -> list[Voters]:
    """By answer, in a query for each. Whoever may see them may read these names, as those of the comments; whom this
    reader has blocked is counted and not named."""
    blocked = blocked_by(viewer)
    found = []
    for option in poll.options.all():
        chosen = Choice.objects.filter(option=option).exclude(ballot__person__in=blocked).order_by("pk")
        people = [choice.ballot.person for choice in chosen.select_related("ballot__person__department")[:MOST_NAMES]]
        found.append(Voters(option.text, option.votes, people, max(option.votes - len(people), 0)))
    return found
