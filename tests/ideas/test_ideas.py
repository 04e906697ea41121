"""Suggesting, voting, moving on, joining: the core of the part."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from ideas import actions
from ideas.models import Board, Idea, Meaning
from ideas.statuses import first_status
from ideas.tallies import tally_of
from intranet.content.models import Entry
from intranet.conversation.votes import take_back_vote, vote_for, voted_by
from tests import factories

from .conftest import forget_what_is_kept
from .voices_world import now_facing

pytestmark = pytest.mark.django_db


def test_a_customer_suggests_on_an_open_board_and_everybody_reads_it(idea, guest, colleague):
    assert idea.status.meaning == Meaning.OPEN
    assert Idea.objects.visible_to(guest).get() == idea
    assert Idea.objects.visible_to(colleague).get() == idea


def test_what_is_suggested_in_a_space_is_read_by_its_people_alone(inside, guest, customer, author):
    assert not Idea.objects.visible_to(guest).exists()
    assert not Idea.objects.visible_to(customer).exists()
    assert Idea.objects.visible_to(author).get() == inside


def test_a_customer_does_not_suggest_inside(board, customer):
    with pytest.raises(PermissionDenied, match="cannot read"):
        actions.suggest(board, by=customer, title="Let me in")


def test_a_board_of_a_closed_space_has_no_readers_of_its_own(lab, author):
    with pytest.raises(ValidationError, match="read by its people"):
        actions.make_board(lab, by=author, name="For customers", readers=Board.Readers.CUSTOMERS)


def test_an_idea_is_put_down_once_however_often_it_is_sent(open_board, customer):
    key = uuid4()
    first = actions.suggest(open_board, by=customer, title="Once", client_id=key)
    assert actions.suggest(open_board, by=customer, title="Once", client_id=key).pk == first.pk


def test_voices_are_counted_apart(idea, colleague, author, customer):
    firm = factories.a_company("Northwind")
    author = now_facing(author, firm)
    for person in (colleague, author, customer):
        vote_for(idea, by=person)
    actions.vote_for_company(idea, firm, by=author)
    assert tally_of(idea) == (2, 1, 2)
    assert idea.votes_count == 4


def test_a_company_that_speaks_for_itself_is_counted_once(idea, author, customer):
    author = now_facing(author, customer.company)
    actions.vote_for_company(idea, customer.company, by=author)
    assert (idea.votes_count, tally_of(idea).companies) == (1, 1)
    vote_for(idea, by=customer)
    assert (idea.votes_count, tally_of(idea).companies) == (1, 1)


def test_a_customer_does_not_vote_for_a_company(idea, customer):
    with pytest.raises(PermissionDenied, match="Only staff"):
        actions.vote_for_company(idea, customer.company, by=customer)


def test_declining_needs_a_reason_and_whoever_wanted_it_hears_of_it(idea, author, customer, run_jobs):
    declined = first_status(Meaning.DECLINED)
    with pytest.raises(ValidationError, match="Say why"):
        actions.set_status(idea, by=author, status=declined)
    actions.set_status(idea, by=author, status=declined, answer="The battery would be **empty** by noon.")
    run_jobs()
    idea.refresh_from_db()
    assert idea.status == declined
    assert "<strong>" in idea.answer_html
    assert customer.notifications.filter(entry=idea).exists()
    with pytest.raises(PermissionDenied, match="votes are closed"):
        vote_for(idea, by=customer)


def test_who_does_not_keep_the_board_moves_nothing_on(idea, colleague):
    with pytest.raises(PermissionDenied):
        actions.set_status(idea, by=colleague, status=first_status(Meaning.PLANNED))


def test_joining_counts_each_person_once_and_parting_restores_both(open_board, idea, author, colleague, customer):
    other = actions.suggest(open_board, by=colleague, title="Faster start")
    vote_for(idea, by=customer)
    vote_for(idea, by=colleague)
    vote_for(other, by=colleague)
    made = actions.merge(other, into=idea, by=author)
    idea.refresh_from_db()
    assert idea.votes_count == 2
    assert voted_by(colleague, [idea]) == {idea.pk}
    with pytest.raises(PermissionDenied, match="joined with another"):
        vote_for(other, by=author)
    actions.undo_merge(made, by=author)
    assert [Entry.objects.get(pk=one.pk).votes_count for one in (idea, other)] == [2, 1]
    assert not Idea.objects.exclude(head=None).exists()


def test_a_voice_taken_back_from_the_one_is_taken_back_from_what_was_joined(open_board, idea, author, colleague):
    other = actions.suggest(open_board, by=author, title="Faster start")
    vote_for(other, by=colleague)
    actions.merge(other, into=idea, by=author)
    take_back_vote(idea, by=colleague)
    assert (idea.votes_count, voted_by(colleague, [idea])) == (0, set())


def test_two_ideas_with_different_readers_are_not_joined(idea, inside, author):
    with pytest.raises(PermissionDenied, match="different readers"):
        actions.merge(inside, into=idea, by=author)


def test_a_page_and_a_vote_in_the_browser(client, idea, colleague):
    client.force_login(colleague)
    assert "Wake up sooner" in client.get(f"/ideas/{idea.pk}/", follow=True).content.decode()
    client.post(f"/ideas/{idea.pk}/vote/")
    assert tally_of(idea).staff == 1
    client.post(f"/ideas/{idea.pk}/vote/", {"on": ""})
    assert tally_of(idea).staff == 0


def test_an_idea_typed_without_a_title_keeps_its_text(client, open_board, colleague):
    client.force_login(colleague)
    page = client.post("/ideas/new/", {"title": "", "body": "All my thoughts", "board": open_board.pk})
    assert page.status_code == 422
    assert "All my thoughts" in page.content.decode()


def test_a_list_asks_no_more_for_many_ideas_than_for_few(client, open_board, author, colleague, queries_stay_flat):
    client.force_login(colleague)

    def grow():
        for number in range(3):
            vote_for(actions.suggest(open_board, by=author, title=f"Idea {number}"), by=colleague)

    def look():
        forget_what_is_kept()
        client.get("/ideas/")

    queries_stay_flat(look, grow)


def test_an_older_name_of_a_board_leads_to_the_same_view_of_it(client, open_board, colleague):
    client.force_login(colleague)
    answer = client.get(f"/ideas/b/{open_board.pk}-before/?view=board")
    assert (answer.status_code, answer["Location"]) == (302, f"{open_board.get_absolute_url()}?view=board")
