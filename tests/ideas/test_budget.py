"""A budget of votes: how many are left, and when they come back."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied

from ideas import actions
from ideas.budget import budget_of
from ideas.models import Idea, Meaning
from ideas.statuses import first_status
from intranet.content.actions import delete_entry
from intranet.conversation.votes import take_back_vote, vote_for

pytestmark = pytest.mark.django_db


@pytest.fixture
def two_each(open_board, author):
    return actions.change_board(open_board, by=author, votes_per_person=2)


@pytest.fixture
def ideas(two_each, author):
    return [actions.suggest(two_each, by=author, title=f"Wish {n}") for n in range(4)]


def test_who_has_used_all_is_told_which_can_be_taken_back(ideas, two_each, customer):
    vote_for(ideas[0], by=customer)
    vote_for(ideas[1], by=customer)
    assert budget_of(customer, two_each).left == 0
    with pytest.raises(PermissionDenied, match="Take one back first, such as for “Wish 1”, “Wish 0”"):
        vote_for(ideas[2], by=customer)
    assert not vote_for(ideas[0], by=customer)
    assert take_back_vote(ideas[0], by=customer)
    assert vote_for(ideas[2], by=customer)


@pytest.mark.parametrize("meaning", [Meaning.DELIVERED, Meaning.DECLINED])
def test_a_vote_comes_back_when_it_is_decided(ideas, two_each, customer, author, meaning):
    vote_for(ideas[0], by=customer)
    actions.set_status(ideas[0], by=author, status=first_status(meaning), answer="So it is.")
    assert budget_of(customer, two_each).left == 2


@pytest.mark.parametrize("meaning", [Meaning.REVIEW, Meaning.PLANNED, Meaning.PROGRESS])
def test_it_stays_in_use_while_something_may_come_of_it(ideas, two_each, customer, author, meaning):
    vote_for(ideas[0], by=customer)
    actions.set_status(ideas[0], by=author, status=first_status(meaning))
    assert budget_of(customer, two_each).left == 1


def test_a_vote_comes_back_when_it_is_joined_with_one_that_has_another(ideas, two_each, customer, author):
    vote_for(ideas[0], by=customer)
    vote_for(ideas[1], by=customer)
    merged = actions.merge(ideas[0], into=ideas[1], by=author)
    assert budget_of(customer, two_each).left == 1
    vote_for(ideas[2], by=customer)
    actions.undo_merge(merged, by=author)
    # Three are in use where two are allowed: none is taken away, and none is left.
    assert (budget_of(customer, two_each).used, budget_of(customer, two_each).left) == (3, 0)


def test_a_vote_comes_back_when_the_idea_is_taken_away(ideas, two_each, customer, author):
    vote_for(ideas[0], by=customer)
    delete_entry(Idea.objects.get(pk=ideas[0].pk), by=author)
    assert budget_of(customer, two_each).left == 2


def test_the_voice_of_a_company_costs_nobody_a_vote(ideas, two_each, author, acme):
    from .voices_world import facing

    gina = facing(acme)
    actions.vote_for_company(ideas[0], acme, by=gina)
    assert budget_of(gina, two_each).left == 2


def test_boards_without_a_budget_count_nothing_out(idea, open_board, customer, guest):
    assert budget_of(customer, open_board) is None
    assert budget_of(guest, open_board) is None


def test_what_is_left_stands_on_the_idea_and_on_the_list(ideas, two_each, customer, client):
    vote_for(ideas[0], by=customer)
    client.force_login(customer)
    for address in (ideas[1].get_absolute_url(), two_each.get_absolute_url()):
        page = client.get(address).content.decode()
        assert "1 of 2 votes left" in page
    mine = client.get("/ideas/my-votes/").content.decode()
    assert "Wish 0" in mine
    assert "Wish 1" not in mine
    sent = {"take_back": "1", "next": "/ideas/my-votes/"}
    assert client.post(f"/ideas/{ideas[0].pk}/vote/", sent)["Location"] == "/ideas/my-votes/"
