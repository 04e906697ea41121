"""Polls: what can be asked, one vote each, second thoughts, and an end that holds whether anybody says so or not."""

from __future__ import annotations

import datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils.timezone import now

from feeds.actions import publish_post
from intranet.content import actions as content
from intranet.conversation.models import Ballot, Choice, Poll
from intranet.conversation.polls.actions import (
    announce_end,
    change_closing,
    change_poll,
    close_poll,
    vote,
    withdraw_vote,
)
from intranet.conversation.polls.jobs import announce
from intranet.conversation.polls.showing import one_shown_to
from intranet.conversation.polls.wanted import WantedPoll
from intranet.notifications.models import Notification
from intranet.realtime.gates import may_follow
from intranet.realtime.models import Frame
from intranet.spaces import actions as space_actions

pytestmark = pytest.mark.django_db

LUNCH = ("Soup", "Salad", "Pizza")


def a_poll(by, space, *options: str, body: str = "What is for lunch?", **terms) -> Poll:
    wanted = WantedPoll(options or LUNCH, **terms)
    return publish_post(by=by, space=space, body=body, poll=wanted).poll


def fresh(poll: Poll) -> Poll:
    return Poll.objects.get(pk=poll.pk)


def options(poll: Poll) -> list[int]:
    return list(poll.options.values_list("pk", flat=True))


def tally(poll: Poll) -> list[int]:
    return list(poll.options.values_list("votes", flat=True))


def in_an_hour() -> datetime.datetime:
    return now() + datetime.timedelta(hours=1)


def let_it_end(poll: Poll) -> None:
    Poll.objects.filter(pk=poll.pk).update(closes_at=now() - datetime.timedelta(seconds=1))


# --- Asking ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("wanted", "sentence"),
    [
        (WantedPoll(("Only one",)), "from 2 to 12"),
        (WantedPoll(("  ", "", "x")), "from 2 to 12"),
        (WantedPoll(tuple(map(str, range(13)))), "from 2 to 12"),
        (WantedPoll(("Tea", " tea ")), "the same"),
        (WantedPoll(("x" * 161, "y")), "at most 160"),
        (WantedPoll(LUNCH, results="never"), "no such choice"),
        (WantedPoll(LUNCH, closes_at=now() - datetime.timedelta(minutes=1)), "has passed"),
    ],
)
def test_a_poll_that_makes_no_sense_is_refused_with_a_sentence_and_leaves_no_post(wanted, sentence, author, lab):
    with pytest.raises(ValidationError, match=sentence):
        publish_post(by=author, space=lab, body="Which?", poll=wanted)
    assert not Poll.objects.exists()
    assert not lab.entries.exists()


def test_pressing_twice_asks_once(author, lab):
    import uuid

    key = uuid.uuid4()
    for _ in range(2):
        publish_post(by=author, space=lab, body="Which?", client_id=key, poll=WantedPoll(LUNCH))
    assert Poll.objects.count() == 1
    assert Poll.objects.get().options.count() == 3


def test_answers_change_before_the_first_vote_and_not_after(author, colleague, lab):
    poll = a_poll(author, lab)
    assert change_poll(poll, WantedPoll(("Soup", "Bread")), by=author)
    assert not change_poll(poll, WantedPoll(("Soup", "Bread")), by=author)
    vote(fresh(poll), by=colleague, options=options(poll)[:1])
    with pytest.raises(PermissionDenied, match="Somebody has voted"):
        change_poll(fresh(poll), WantedPoll(("Soup", "Water")), by=author)
    assert [option.text for option in poll.options.all()] == ["Soup", "Bread"]
    assert change_closing(fresh(poll), by=author, closes_at=in_an_hour())


def test_only_its_author_changes_or_closes_a_poll(author, colleague, lab):
    poll = a_poll(author, lab)
    for attempt in (
        lambda: change_poll(poll, WantedPoll(("a", "b")), by=colleague),
        lambda: change_closing(poll, by=colleague, closes_at=in_an_hour()),
        lambda: close_poll(poll, by=colleague),
    ):
        with pytest.raises(PermissionDenied):
            attempt()


def test_a_vote_for_an_answer_that_has_gone_is_told_so(author, colleague, lab):
    poll = a_poll(author, lab)
    old = options(poll)[0]
    change_poll(poll, WantedPoll(("Fish", "Chips")), by=author)
    with pytest.raises(ValidationError, match="changed meanwhile"):
        vote(fresh(poll), by=colleague, options=[old])
    assert not Ballot.objects.exists()


# --- Voting ----------------------------------------------------------------------------------------------------------


def test_one_votes_thinks_again_and_takes_it_back(author, colleague, lab):
    poll = a_poll(author, lab)
    soup, salad, _pizza = options(poll)
    assert vote(poll, by=colleague, options=[soup])
    assert not vote(poll, by=colleague, options=[soup])
    assert (tally(poll), fresh(poll).voters_count) == ([1, 0, 0], 1)
    assert vote(poll, by=colleague, options=[salad])
    assert (tally(poll), fresh(poll).voters_count) == ([0, 1, 0], 1)
    assert withdraw_vote(poll, by=colleague)
    assert not withdraw_vote(poll, by=colleague)
    assert (tally(poll), fresh(poll).voters_count) == ([0, 0, 0], 0)
    assert not Choice.objects.exists()


def test_several_answers_where_that_was_asked_and_one_where_it_was_not(author, colleague, lab):
    one, several = a_poll(author, lab), a_poll(author, lab, multiple=True)
    with pytest.raises(ValidationError, match="Only one"):
        vote(one, by=colleague, options=options(one)[:2])
    vote(several, by=colleague, options=options(several)[:2])
    vote(several, by=colleague, options=options(several)[1:])
    assert tally(several) == [0, 1, 1]
    assert fresh(several).voters_count == 1


@pytest.mark.parametrize("chosen", [[], [999_999]])
def test_a_vote_for_nothing_is_none(chosen, author, colleague, lab):
    poll = a_poll(author, lab)
    with pytest.raises(ValidationError):
        vote(poll, by=colleague, options=chosen)
    assert fresh(poll).voters_count == 0


def test_nobody_votes_with_the_answer_of_another_poll(author, colleague, lab):
    poll, other = a_poll(author, lab), a_poll(author, lab)
    with pytest.raises(ValidationError):
        vote(poll, by=colleague, options=options(other)[:1])
    assert tally(other) == [0, 0, 0]


def test_an_archived_space_takes_no_votes(author, colleague, lab):
    poll = a_poll(author, lab)
    space_actions.archive_space(lab, by=author)
    with pytest.raises(PermissionDenied, match="archived"):
        vote(fresh(poll), by=colleague, options=options(poll)[:1])


def test_what_was_deleted_takes_no_votes(author, colleague, lab):
    poll = a_poll(author, lab)
    content.delete_entry(poll.entry, by=author)
    with pytest.raises(PermissionDenied):
        vote(fresh(poll), by=colleague, options=options(poll)[:1])


def test_the_table_itself_refuses_a_second_ballot(author, colleague, lab):
    poll = a_poll(author, lab)
    Ballot.objects.create(poll=poll, person=colleague)
    with pytest.raises(IntegrityError), transaction.atomic():
        Ballot.objects.create(poll=poll, person=colleague)


# --- The end ---------------------------------------------------------------------------------------------------------


def test_a_poll_ends_by_its_time_though_no_job_has_run(author, colleague, lab):
    poll = a_poll(author, lab, closes_at=in_an_hour())
    vote(poll, by=colleague, options=options(poll)[:1])
    let_it_end(poll)
    for attempt in (
        lambda: vote(fresh(poll), by=author, options=options(poll)[:1]),
        lambda: vote(fresh(poll), by=colleague, options=options(poll)[1:2]),
        lambda: withdraw_vote(fresh(poll), by=colleague),
        lambda: change_closing(fresh(poll), by=author, closes_at=in_an_hour()),
    ):
        with pytest.raises(PermissionDenied, match="has closed"):
            attempt()
    assert tally(poll) == [1, 0, 0]


def test_the_end_is_announced_once_to_the_author_and_to_who_voted(author, colleague, lab, run_jobs):
    poll = a_poll(author, lab, closes_at=in_an_hour())
    vote(poll, by=colleague, options=options(poll)[:1])
    assert not announce.call(poll=poll.pk)
    let_it_end(poll)
    assert announce.call(poll=poll.pk)
    assert not announce.call(poll=poll.pk)
    assert not announce_end(fresh(poll), by=None)
    run_jobs()
    told = Notification.objects.filter(activity__verb="conversation.poll.closed")
    assert set(told.values_list("recipient__handle", flat=True)) == {"ada", "ben"}
    assert Frame.objects.filter(stream=poll.entry.key, event="conversation.poll.closed").count() == 1


def test_whoever_can_no_longer_read_it_is_not_told_that_it_has_closed(author, colleague, lab, run_jobs):
    poll = a_poll(author, lab, closes_at=in_an_hour())
    vote(poll, by=colleague, options=options(poll)[:1])
    space_actions.leave_space(lab, by=colleague)
    let_it_end(poll)
    announce.call(poll=poll.pk)
    run_jobs()
    told = Notification.objects.filter(activity__verb="conversation.poll.closed")
    assert set(told.values_list("recipient__handle", flat=True)) == {"ada"}


def test_its_author_closes_it_before_its_time_and_tells_the_others(author, colleague, lab, run_jobs):
    poll = a_poll(author, lab)
    vote(poll, by=colleague, options=options(poll)[:1])
    assert close_poll(poll, by=author)
    assert not close_poll(poll, by=author)
    run_jobs()
    told = Notification.objects.filter(activity__verb="conversation.poll.closed")
    assert list(told.values_list("recipient__handle", flat=True)) == ["ben"]


def test_a_job_for_a_time_that_was_put_off_says_nothing(author, lab):
    poll = a_poll(author, lab, closes_at=in_an_hour())
    change_closing(poll, by=author, closes_at=now() + datetime.timedelta(days=2))
    assert not announce.call(poll=poll.pk)


# --- Seeing ----------------------------------------------------------------------------------------------------------


def test_results_are_shown_when_that_was_said(author, colleague, outsider, plaza):
    always = a_poll(author, plaza, results="always")
    voting = a_poll(author, plaza, results="voting")
    closing = a_poll(author, plaza, results="closing")
    for poll in (always, voting, closing):
        vote(poll, by=colleague, options=options(poll)[:1])

    def seen(person) -> list[bool]:
        return [bool(one_shown_to(person, poll.pk).may_see) for poll in (always, voting, closing)]

    assert seen(colleague) == [True, True, False]
    assert seen(outsider) == seen(author) == [True, False, False]
    close_poll(closing, by=author)
    assert seen(outsider) == [True, False, True]


def test_what_may_not_be_seen_is_in_no_page_and_no_frame(as_, author, colleague, plaza):
    poll = a_poll(author, plaza, results="closing")
    vote(poll, by=colleague, options=options(poll)[:1])
    for path in (poll.entry.get_absolute_url(), "/", f"/entries/{poll.pk}/poll/"):
        page = as_(author).get(path).content.decode()
        assert "Pizza" in page
        assert "data-votes" not in page
        assert "<progress" not in page
    (frame,) = Frame.objects.filter(stream=poll.entry.key, event="conversation.poll.voted")
    assert "votes" not in frame.payload
    assert frame.payload["voters"] == 1


def test_the_counts_are_told_to_who_may_see_them_and_to_nobody_else(as_, author, colleague, outsider, lab, plaza):
    poll = a_poll(author, plaza, results="voting")
    vote(poll, by=colleague, options=options(poll)[:1])
    told = {frame.stream: frame.payload for frame in Frame.objects.filter(event="conversation.poll.voted")}
    assert "votes" not in told[poll.entry.key]
    assert told[f"poll_{poll.pk}"]["votes"] == {str(pk): int(place == 0) for place, pk in enumerate(options(poll))}
    assert "actor" not in told[f"poll_{poll.pk}"]

    def listens(person) -> tuple[bool, bool]:
        page = as_(person).get(poll.entry.get_absolute_url()).content.decode()
        return may_follow(person, f"poll_{poll.pk}"), f'data-stream="poll_{poll.pk}"' in page

    assert listens(colleague) == (True, True)
    assert listens(author) == listens(outsider) == (False, False)
    # Who takes the vote back hears no more, whatever the tab had followed.
    withdraw_vote(poll, by=colleague)
    assert listens(colleague) == (False, False)
    assert Frame.objects.filter(event="revoked", payload__people=[colleague.pk]).exists()
    # What everybody may see has one stream, and a poll in a room one is not in has none.
    vote(poll, by=author, options=options(poll)[:1])
    close_poll(poll, by=author)
    assert listens(author) == (True, False)
    inside = a_poll(author, lab, results="always")
    assert not may_follow(outsider, f"poll_{inside.pk}")
    assert not may_follow(author, "poll_999999")


def test_frames_say_the_same_to_everybody(author, colleague, lab):
    poll = a_poll(author, lab, results="always")
    vote(poll, by=colleague, options=options(poll)[:1])
    (frame,) = Frame.objects.filter(event="conversation.poll.voted")
    assert frame.payload["votes"] == {str(pk): int(place == 0) for place, pk in enumerate(options(poll))}
    assert frame.payload["actor"] == colleague.pk
    assert "mine" not in str(frame.payload)


def test_shares_are_of_the_people_who_voted(author, colleague, outsider, plaza):
    poll = a_poll(author, plaza, multiple=True, results="always")
    vote(poll, by=colleague, options=options(poll))
    vote(poll, by=outsider, options=options(poll)[:1])
    shown = one_shown_to(author, poll.pk)
    assert [(answer.votes, answer.share) for answer in shown.answers] == [(2, 100), (1, 50), (1, 50)]
