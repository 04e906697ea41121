"""Polls on pages: with scripts and without, on cards that are kept for everybody, and as a table."""

from __future__ import annotations

import csv
import datetime
import io
import uuid

import pytest
from django.core.exceptions import PermissionDenied
from django.utils.timezone import now

from feeds import cards
from feeds.models import Post
from intranet.conversation.models import Poll
from intranet.conversation.polls.actions import close_poll, vote
from intranet.conversation.polls.forms import PollForm

from .test_polls import LUNCH, a_poll, fresh, options, tally

pytestmark = pytest.mark.django_db

PART = {"HX-Request": "true"}


def asked(**changes) -> dict[str, str]:
    typed = {"body": "What is for lunch?", "audience": "org", "client_id": str(uuid.uuid4()), "results": "voting"}
    return typed | {f"option_{number}": text for number, text in enumerate(LUNCH, 1)} | changes


def test_a_poll_is_written_on_its_page(as_, author):
    answer = as_(author).post("/posts/poll/", asked(multiple="on", anonymous="on"))
    poll = Poll.objects.get()
    assert answer.url == poll.entry.get_absolute_url()
    assert [option.text for option in poll.options.all()] == list(LUNCH)
    assert (poll.multiple, poll.anonymous, poll.results) == (True, True, "voting")


def test_the_composer_gets_the_card_with_the_poll_in_it(as_, author):
    card = as_(author).post("/posts/poll/", asked(), headers=PART)
    assert card.status_code == 201
    assert "portico-poll" in card.content.decode()
    assert "Pizza" in card.content.decode()


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"option_2": "", "option_3": ""}, "from 2 to 12"),
        ({"option_2": "soup"}, "the same"),
        ({"body": " "}, "Write the question"),
        ({"closes_at": "tomorrow"}, "no date"),
        ({"closes_at": "2001-01-01T10:00"}, "has passed"),
        ({"results": "sometimes"}, "valid choice"),
        ({"audience": "space_999"}, "valid choice"),
    ],
)
def test_what_is_wrong_is_said_and_everything_typed_is_still_there(changes, sentence, as_, author):
    answer = as_(author).post("/posts/poll/", asked(link="https://kept.example/", **changes))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in page
    assert "https://kept.example/" in page
    assert 'value="Soup"' in page
    assert not Post.objects.exists()


def test_a_poll_closes_by_the_clock_of_who_wrote_it(author):
    author.time_zone = "America/New_York"
    day = (now() + datetime.timedelta(days=3)).date()
    form = PollForm(asked(closes_at=f"{day}T18:00"), writer=author)
    assert form.is_valid(), form.errors
    import zoneinfo

    there = form.cleaned_data["wanted"].closes_at.astimezone(zoneinfo.ZoneInfo("America/New_York"))
    assert (there.date(), there.hour) == (day, 18)


@pytest.mark.parametrize(("typed", "utc"), [("2027-03-28T02:30", "01:30"), ("2027-10-31T02:30", "00:30")])
def test_the_two_nights_a_year_have_one_answer_each(typed, utc, author):
    form = PollForm(asked(closes_at=typed), writer=author)
    assert form.is_valid(), form.errors
    assert form.cleaned_data["wanted"].closes_at.strftime("%H:%M") == utc


# --- Voting ----------------------------------------------------------------------------------------------------------


def test_one_votes_by_a_plain_form_and_takes_it_back(as_, author, colleague, plaza):
    poll = a_poll(author, plaza)
    page = f"/entries/{poll.pk}/poll/"
    assert 'method="post"' in as_(colleague).get(page, {"option": options(poll)[0]}).content.decode()
    assert as_(colleague).post(page, {"option": options(poll)[0]}).url == poll.entry.get_absolute_url()
    assert tally(poll) == [1, 0, 0]
    as_(colleague).post(page, {"_method": "DELETE"})
    assert tally(poll) == [0, 0, 0]


def test_a_script_gets_the_poll_as_it_is_now(as_, author, colleague, plaza):
    poll = a_poll(author, plaza)
    answer = as_(colleague).post(f"/entries/{poll.pk}/poll/", {"option": options(poll)[0]}, headers=PART)
    said = answer.content.decode()
    assert answer.status_code == 200
    assert "Change my vote" in said
    assert "data-votes>1<" in said
    assert "<html" not in said


@pytest.mark.parametrize("headers", [{}, PART])
@pytest.mark.parametrize("option", ["", "x", "999999", "9" * 40, "-1"])
def test_a_vote_that_makes_no_sense_is_refused_with_a_sentence(option, headers, as_, author, colleague, plaza):
    poll = a_poll(author, plaza)
    answer = as_(colleague).post(f"/entries/{poll.pk}/poll/", {"option": option}, headers=headers)
    assert answer.status_code == 422
    assert 'class="error"' in answer.content.decode()
    assert tally(poll) == [0, 0, 0]


def test_too_late_is_told_and_the_page_shows_the_result(as_, author, colleague, plaza):
    poll = a_poll(author, plaza)
    close_poll(poll, by=author)
    answer = as_(colleague).post(f"/entries/{poll.pk}/poll/", {"option": options(poll)[0]})
    assert answer.status_code == 403
    assert "The poll has closed." in answer.content.decode()
    assert "data-votes" in answer.content.decode()


def test_a_guest_reads_a_public_poll_and_is_asked_in(as_, guest, author, porch):
    poll = a_poll(author, porch, results="always")
    page = as_(guest).get(poll.entry.get_absolute_url()).content.decode()
    assert "Sign in to vote." in page
    assert 'type="radio"' not in page
    assert "data-votes" in page
    assert "/login/" in as_(guest).post(f"/entries/{poll.pk}/poll/", {"option": options(poll)[0]}).url


def test_an_entry_without_a_poll_has_no_page_of_one(as_, author, plaza):
    from feeds.actions import publish_post

    post = publish_post(by=author, space=plaza, body="No question.")
    for name in ("", "voters/", "edit/", "results.csv"):
        assert as_(author).get(f"/entries/{post.pk}/poll/{name}").status_code == 404


def test_whoever_cannot_read_the_question_meets_the_same_404(as_, author, outsider, lab):
    poll = a_poll(author, lab)
    for name in ("", "voters/", "edit/", "results.csv"):
        assert as_(outsider).get(f"/entries/{poll.pk}/poll/{name}").status_code == 404
    assert as_(outsider).post(f"/entries/{poll.pk}/poll/", {"option": options(poll)[0]}).status_code == 404
    assert tally(poll) == [0, 0, 0]


# --- On cards --------------------------------------------------------------------------------------------------------


def test_each_reader_finds_the_own_vote_on_the_card_that_is_kept_for_all(as_, author, colleague, outsider, plaza):
    poll = a_poll(author, plaza)
    vote(poll, by=colleague, options=options(poll)[:1])
    for person, own in ((colleague, True), (outsider, False), (colleague, True)):
        page = as_(person).get(poll.entry.get_absolute_url()).content.decode()
        assert ("data-voted" in page) is own
        assert ("data-votes" in page) is own
        assert ("checked" in page) is own


def test_a_page_of_polls_costs_the_same_for_one_and_for_many(as_, author, colleague, plaza, queries_stay_flat):
    client = as_(colleague)

    def grow():
        for _ in range(4):
            poll = a_poll(author, plaza)
            vote(poll, by=colleague, options=options(poll)[:1])

    def visit(path: str):
        cards.shelf.clear()
        return client.get(path)

    queries_stay_flat(lambda: visit("/spaces/plaza/"), grow)


def test_a_poll_that_has_ended_is_shown_so_before_anybody_has_said_it(as_, author, colleague, plaza):
    poll = a_poll(author, plaza, closes_at=now() + datetime.timedelta(hours=1))
    assert 'type="radio"' in as_(colleague).get("/spaces/plaza/").content.decode()
    Poll.objects.filter(pk=poll.pk).update(closes_at=now() - datetime.timedelta(seconds=1))
    page = as_(colleague).get("/spaces/plaza/").content.decode()
    assert 'type="radio"' not in page
    assert "Closed" in page


# --- Voters, changing, taking away -----------------------------------------------------------------------------------


def test_who_voted_is_shown_to_whoever_sees_the_result_of_a_named_poll(as_, author, colleague, outsider, plaza):
    poll = a_poll(author, plaza)
    vote(poll, by=colleague, options=options(poll)[:1])
    voters = f"/entries/{poll.pk}/poll/voters/"
    assert "Ben Rossi" in as_(colleague).get(voters).content.decode()
    assert as_(outsider).get(voters).status_code == 403
    vote(fresh(poll), by=outsider, options=options(poll)[1:2])
    assert "Ben Rossi" in as_(outsider).get(voters).content.decode()


def test_the_author_finds_what_can_be_done_in_the_menu_and_others_do_not(as_, author, colleague, plaza):
    poll = a_poll(author, plaza, results="always")
    menu = f"/entries/{poll.pk}/menu/"
    mine, others = (as_(person).get(menu).content.decode() for person in (author, colleague))
    assert {word in mine for word in ("poll-edit", "poll-close", "poll-results")} == {True}
    assert "poll-" not in others


def test_the_poll_is_changed_on_its_page_until_somebody_has_voted(as_, author, colleague, plaza):
    poll = a_poll(author, plaza)
    edit = f"/entries/{poll.pk}/poll/edit/"
    assert 'value="Soup"' in as_(author).get(edit).content.decode()
    sent = {"option_1": "Bread", "option_2": "Water", "results": "always"}
    assert as_(author).post(edit, sent).status_code == 302
    assert [option.text for option in poll.options.all()] == ["Bread", "Water"]
    vote(fresh(poll), by=colleague, options=options(poll)[:1])
    assert "option_1" not in as_(author).get(edit).content.decode()
    assert as_(author).post(edit, {"closes_at": "2031-05-05T12:00"}).status_code == 302
    assert fresh(poll).closes_at is not None
    assert as_(colleague).get(edit).status_code == 403


def test_closing_by_the_menu_leads_back_to_the_post(as_, author, plaza):
    poll = a_poll(author, plaza)
    assert as_(author).post(f"/entries/{poll.pk}/poll/close/").url == poll.entry.get_absolute_url()
    assert not fresh(poll).is_open()


def test_the_results_are_a_table_in_which_nothing_is_a_formula(as_, author, colleague, plaza):
    poll = a_poll(author, plaza, "=1+1", "@SUM(A1)", "Bread", results="always")
    colleague.name = "=cmd|' /C calc'!A0"
    colleague.save()
    vote(poll, by=colleague, options=options(poll)[:1])
    answer = as_(author).get(f"/entries/{poll.pk}/poll/results.csv")
    assert answer["Content-Type"].startswith("text/csv")
    assert "attachment" in answer["Content-Disposition"]
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert rows[0] == ["Answer", "Votes", "Names"]
    assert rows[1][:2] == ["'=1+1", "1"]
    assert not any(cell.startswith(("=", "@", "+", "-")) for row in rows for cell in row)


def test_nobody_else_takes_the_results_away_and_nobody_before_they_are_shown(as_, author, colleague, plaza):
    poll = a_poll(author, plaza, results="closing")
    results = f"/entries/{poll.pk}/poll/results.csv"
    assert as_(author).get(results).status_code == 403
    close_poll(poll, by=author)
    assert as_(author).get(results).status_code == 200
    assert as_(colleague).get(results).status_code == 403
    with pytest.raises(PermissionDenied):
        vote(fresh(poll), by=colleague, options=options(poll)[:1])
