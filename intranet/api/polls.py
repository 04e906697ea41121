"""``polls``: what an entry lets its readers vote on. The number of a poll is that of its entry."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from django.core.exceptions import ValidationError
from django.http import Http404
from django.utils.timezone import is_naive
from django.utils.translation import gettext as _
from ninja import Router, Schema
from pydantic import Field

from intranet.content.models import Entry
from intranet.conversation.models import Poll
from intranet.conversation.polls import actions
from intranet.conversation.polls.showing import Shown, one_shown_to, voters_of
from intranet.conversation.polls.wanted import WantedPoll
from intranet.core.decisions import require
from intranet.core.http import SignedIn, get_visible

from .schemas import PersonOut, people_out

router = Router(tags=["polls"])

Results = Literal["always", "voting", "closing"]


class PollIn(Schema):
    options: list[str] = Field(description="From 2 to 12 answers of at most 160 characters, no two alike.")
    multiple: bool = Field(False, description="Whether several answers may be chosen.")
    anonymous: bool = Field(False, description="Nobody sees who chose what; a vote cannot be changed or taken back.")
    results: Results = Field("voting", description="When results are shown: always, after voting, when it has closed.")
    closes_at: datetime | None = Field(None, description="With its offset from UTC; null: until its author closes it.")

    def wanted(self) -> WantedPoll:
        return WantedPoll(tuple(self.options), self.multiple, self.anonymous, self.results, self.closes_at)


class PollOptionOut(Schema):
    id: int
    text: str
    votes: int | None = Field(description="Null while this reader may not see the results.")
    mine: bool = Field(description="Whether this reader has chosen it; never true in an anonymous poll.")


class PollOut(Schema):
    id: int = Field(description="That of the entry, which asks the question.")
    multiple: bool
    anonymous: bool
    results: Results
    closes_at: datetime | None
    open: bool
    voters: int = Field(description="How many people have voted.")
    voted: bool = Field(description="Whether this reader has.")
    may_vote: bool
    options: list[PollOptionOut]


class PollClosingIn(Schema):
    closes_at: datetime | None = Field(description="With its offset from UTC; null: until its author closes it.")


class VotersOut(Schema):
    text: str
    votes: int
    people: list[PersonOut] = Field(description="The first of them.")


class VoteIn(Schema):
    options: list[int] = Field(description="One answer, or several where the poll takes several.")


def poll_out(shown: Shown) -> dict[str, Any]:
    poll = shown.poll
    return {
        "id": poll.pk,
        "multiple": poll.multiple,
        "anonymous": poll.anonymous,
        "results": poll.results,
        "closes_at": poll.closes_at,
        "open": shown.is_open,
        "voters": poll.voters_count,
        "voted": shown.has_voted,
        "may_vote": bool(shown.may_vote),
        "options": [
            {"id": answer.pk, "text": answer.text, "votes": answer.votes, "mine": answer.mine}
            for answer in shown.answers
        ],
    }


@router.get("/polls/{int:poll_id}", response=PollOut, summary="One poll")
def poll(request: SignedIn, poll_id: int) -> dict[str, Any]:
    return poll_out(one_shown_to(request.user, _poll(request, poll_id).pk))


@router.put("/polls/{int:poll_id}", response=PollOut, summary="Change my poll, as long as nobody has voted")
def change_poll(request: SignedIn, poll_id: int, new: PollIn) -> dict[str, Any]:
    found = _poll(request, poll_id)
    actions.change_poll(found, new.wanted(), by=request.user)
    return poll_out(one_shown_to(request.user, found.pk))


@router.put("/polls/{int:poll_id}/closing", response=PollOut, summary="Give the voters of my poll more time, or less")
def poll_closing(request: SignedIn, poll_id: int, new: PollClosingIn) -> dict[str, Any]:
    found = _poll(request, poll_id)
    if new.closes_at is not None and is_naive(new.closes_at):
        raise ValidationError({"closes_at": _("Say the time zone too: 2026-12-03T18:00:00Z.")})
    actions.change_closing(found, by=request.user, closes_at=new.closes_at)
    return poll_out(one_shown_to(request.user, found.pk))


@router.get("/polls/{int:poll_id}/voters", response=list[VotersOut], summary="Who chose what, in a named poll")
def poll_voters(request: SignedIn, poll_id: int) -> list[dict[str, Any]]:
    found = _poll(request, poll_id)
    require(one_shown_to(request.user, found.pk).may_see_voters)
    return [
        {"text": one.text, "votes": one.count, "people": people_out(one.people)}
        for one in voters_of(found, request.user)
    ]


@router.put("/polls/{int:poll_id}/vote", response=PollOut, summary="Vote, or change my vote")
def poll_vote(request: SignedIn, poll_id: int, choice: VoteIn) -> dict[str, Any]:
    found = _poll(request, poll_id)
    actions.vote(found, by=request.user, options=choice.options)
    return poll_out(one_shown_to(request.user, found.pk))


@router.delete("/polls/{int:poll_id}/vote", response=PollOut, summary="Take my vote back")
def poll_vote_back(request: SignedIn, poll_id: int) -> dict[str, Any]:
    found = _poll(request, poll_id)
    actions.withdraw_vote(found, by=request.user)
    return poll_out(one_shown_to(request.user, found.pk))


@router.post("/polls/{int:poll_id}/close", response=PollOut, summary="Close my poll now")
def poll_close(request: SignedIn, poll_id: int) -> dict[str, Any]:
    found = _poll(request, poll_id)
    actions.close_poll(found, by=request.user)
    return poll_out(one_shown_to(request.user, found.pk))


def _poll(request: SignedIn, poll_id: int) -> Poll:
    """The poll of an entry this reader may see. 404 as everywhere, also for an entry without one."""
    entry = get_visible(Entry.objects.select_related("space"), request.user, pk=poll_id)
    found = Poll.objects.filter(entry=entry).first()
    if found is None:
        raise Http404
    found.entry = entry
    return found
