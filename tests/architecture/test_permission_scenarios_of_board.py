"""Who reads boards and moves what is suggested there; see docs/permissions.md."""

from __future__ import annotations

import pytest
from django.test import Client

from ideas import actions
from ideas.models import Board, Idea, Status
from intranet.conversation.votes import vote_for
from tests.factories import PASSWORD
from tests.platform.mail_world import proven

pytestmark = pytest.mark.django_db


@pytest.fixture
def wishes(porch, author) -> Board:
    return actions.make_board(porch, by=author, name="Wishes")


@pytest.fixture
def idea(wishes, customer) -> Idea:
    return actions.suggest(wishes, by=customer, title="Wake up sooner")


def test_130_lists_and_columns_show_nobody_what_they_may_not_read(idea, porch, lab, author, customer, as_):
    contracts = actions.make_board(porch, by=author, name="Contracts", readers=Board.Readers.CUSTOMERS)
    actions.suggest(contracts, by=customer, title="Longer contracts")
    actions.suggest(actions.make_board(lab, by=author, name="Bench"), by=author, title="A second bench")
    planned = Status.objects.get(slug="planned")
    for one in Idea.objects.all():
        actions.set_status(one, by=author, status=planned)
    for url in ("/ideas/", "/ideas/roadmap/"):
        guest, firm = (client.get(url).content.decode() for client in (Client(), as_(customer)))
        assert "Wake up sooner" in guest
        assert "Longer contracts" not in guest
        assert "Longer contracts" in firm
        assert "A second bench" not in guest + firm


def test_131_columns_are_moved_by_who_keeps_the_board_and_by_nobody_else(idea, colleague, author, as_):
    planned = Status.objects.get(slug="planned").pk
    move = f"/ideas/{idea.pk}/move/"
    assert as_(colleague).post(move, {"status": planned}).status_code == 403
    Idea.objects.filter(pk=idea.pk).update(owner=colleague)
    assert as_(colleague).post(move, {"status": planned}).status_code == 302
    assert as_(author).post(move, {"status": planned}).status_code == 302


def test_132_who_voted_is_named_to_who_may_know_them(idea, author, customer, other_customer, as_):
    vote_for(idea, by=other_customer)
    seen = {who: as_(who).get(f"/ideas/{idea.pk}/voters/").content.decode() for who in (author, customer)}
    assert other_customer.name in seen[author]
    assert other_customer.name not in seen[customer]


def test_133_a_guest_writes_first_and_signs_in_after(wishes, customer):
    proven(customer)
    guest = Client()
    sent = {"title": "Quieter fans", "board": str(wishes.pk)}
    assert guest.post("/ideas/new/", sent).url == "/ideas/new/go-on/"
    assert not Idea.objects.exists()
    guest.post("/accounts/login/", {"login": customer.email, "password": PASSWORD, "next": "/ideas/new/"})
    guest.post("/ideas/new/", sent)
    assert Idea.objects.get().author == customer


def test_134_who_owns_a_space_sets_its_boards_up(wishes, lab, author, colleague, admin, as_):
    bench = actions.make_board(lab, by=author, name="Bench")
    asked = {
        (who.handle, board.name): as_(who).get(f"/ideas/boards/{board.pk}/").status_code
        for who in (author, colleague, admin)
        for board in (wishes, bench)
    }
    assert {pair for pair, status in asked.items() if status == 200} == {
        (author.handle, "Wishes"),
        (author.handle, "Bench"),
        (admin.handle, "Wishes"),
    }
