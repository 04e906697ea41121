"""Anonymous polls: that somebody voted is known, so that nobody does twice; what for is known to nobody."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.db import connection

from intranet.activity.models import Activity
from intranet.conversation.models import Ballot, Choice, Poll
from intranet.conversation.polls.actions import close_poll, vote, withdraw_vote
from intranet.conversation.polls.showing import one_shown_to
from intranet.realtime.models import Frame

from .test_polls import a_poll, fresh, options, tally

pytestmark = pytest.mark.django_db


@pytest.fixture
def poll(author, plaza) -> Poll:
    return a_poll(author, plaza, anonymous=True, results="always")


def test_a_vote_is_counted_and_its_choice_is_kept_nowhere(poll, colleague, outsider):
    vote(poll, by=colleague, options=options(poll)[:1])
    vote(poll, by=outsider, options=options(poll)[1:2])
    assert tally(poll) == [1, 1, 0]
    assert not Choice.objects.exists()
    assert set(Ballot.objects.values_list("person__handle", flat=True)) == {"ben", "cleo"}


def test_no_row_of_the_database_has_the_voter_and_the_answer_together(poll, colleague):
    vote(poll, by=colleague, options=options(poll)[:1])
    chosen = str(options(poll)[0])
    suspicious = []
    for model in apps.get_models():
        names = {field.name for field in model._meta.concrete_fields}
        if not names & {"person", "actor", "recipient", "author", "by", "user"}:
            continue
        rows = model._default_manager.values()
        suspicious += [
            (model.__name__, row)
            for row in rows
            if colleague.pk in row.values() and any(chosen in str(value).split() for value in row.values())
        ]
    told = [(model, row) for model, row in suspicious if model not in ("User", "Membership", "EmailAddress")]
    assert [row for model, row in told if "option" in str(row)] == []


def test_ballots_keep_no_time_and_no_order(poll, colleague, outsider):
    """So they cannot be laid beside the frames, which say how the counts have grown."""
    fields = {field.get_internal_type() for field in Ballot._meta.concrete_fields}
    assert fields == {"UUIDField", "ForeignKey"}
    vote(poll, by=colleague, options=options(poll)[:1])
    with connection.cursor() as cursor:
        columns = [
            column.name for column in connection.introspection.get_table_description(cursor, Ballot._meta.db_table)
        ]
    assert sorted(columns) == ["id", "person_id", "poll_id"]


def test_frames_and_the_ledger_do_not_say_who_voted(poll, colleague):
    vote(poll, by=colleague, options=options(poll)[:1])
    (frame,) = Frame.objects.filter(stream=poll.entry.key, event="conversation.poll.voted")
    assert frame.payload["actor"] is None
    assert colleague.pk not in [
        value for key, value in frame.payload.items() if key not in ("votes", "entry", "poll")
    ] or (frame.payload["voters"] == colleague.pk)
    assert not Activity.objects.filter(actor=colleague, subject=poll.entry.key).exists()


def test_what_cannot_be_found_again_cannot_be_changed(poll, colleague):
    vote(poll, by=colleague, options=options(poll)[:1])
    for attempt in (
        lambda: vote(fresh(poll), by=colleague, options=options(poll)[1:2]),
        lambda: vote(fresh(poll), by=colleague, options=options(poll)[:1]),
        lambda: withdraw_vote(fresh(poll), by=colleague),
    ):
        with pytest.raises(PermissionDenied, match="cannot be changed"):
            attempt()
    assert tally(poll) == [1, 0, 0]


def test_even_the_voter_is_shown_no_choice(poll, colleague):
    vote(poll, by=colleague, options=options(poll)[:1])
    shown = one_shown_to(colleague, poll.pk)
    assert shown.has_voted
    assert [answer.mine for answer in shown.answers] == [False, False, False]


def test_nobody_is_shown_who_voted_not_even_the_author_or_an_admin(poll, author, admin, colleague, as_):
    vote(poll, by=colleague, options=options(poll)[:1])
    close_poll(poll, by=author)
    for person in (author, admin, colleague):
        answer = as_(person).get(f"/entries/{poll.pk}/poll/voters/")
        assert answer.status_code == 403
    table = as_(author).get(f"/entries/{poll.pk}/poll/results.csv").content.decode()
    assert "Soup" in table
    assert "Ben" not in table


def test_the_back_office_has_no_ballots(as_, admin, poll, colleague):
    vote(poll, by=colleague, options=options(poll)[:1])
    index = as_(admin).get("/admin/").content.decode()
    assert "ballot" not in index.lower()
    assert as_(admin).get("/admin/conversation/ballot/").status_code == 404
