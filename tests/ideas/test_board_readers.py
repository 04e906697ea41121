"""Who reads a board is changed, with all that stands on it."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied, ValidationError

from ideas import actions
from ideas.boards.readers import change_readers, effect_of_readers
from ideas.models import Board, Idea
from ideas.privacy.actions import suggest_privately
from ideas.sealing.actions import suggest_sealed
from intranet.activity.models import Activity
from intranet.content.models import Entry
from intranet.conversation.actions import add_comment
from intranet.search.models import Pending

pytestmark = pytest.mark.django_db


def reads(person, entry: Entry) -> bool:
    return Entry.objects.visible_to(person).filter(pk=entry.entry_id).exists()


def test_everything_on_it_gets_the_other_readers_but_what_its_keepers_alone_read(
    for_customers, author, customer, colleague
):
    guest = AnonymousUser()
    idea = actions.suggest(for_customers, by=customer, title="Longer cable")
    comment = add_comment(idea, by=colleague, body="Two metres?")
    private = suggest_privately(for_customers, by=customer, title="Between us")
    waiting = suggest_sealed(for_customers, by=customer, title="Nobody’s")
    Pending.objects.all().delete()
    assert change_readers(for_customers, by=author, readers="everyone")
    assert reads(guest, idea)
    assert reads(guest, comment)
    assert not reads(guest, private)
    assert Idea.objects.get(pk=waiting.pk).intended_audience == for_customers.audience
    assert set(Pending.objects.values_list("pk", flat=True)) >= {idea.pk, comment.pk}
    assert Activity.objects.filter(verb="ideas.board.readers_set").exists()
    assert change_readers(for_customers, by=author, readers="staff")
    assert reads(colleague, comment)
    assert not reads(customer, idea), "authorship opens nothing"
    assert reads(customer, private)
    assert not change_readers(for_customers, by=author, readers="staff")


def test_it_is_for_who_makes_boards_and_of_communities(for_customers, board, colleague, author):
    with pytest.raises(PermissionDenied):
        change_readers(for_customers, by=colleague, readers="everyone")
    with pytest.raises(ValidationError):
        change_readers(board, by=author, readers="customers")
    with pytest.raises(ValidationError):
        change_readers(for_customers, by=author, readers="the moon")


def test_ideas_that_are_joined_keep_the_same_readers(for_customers, porch, author):
    other = actions.make_board(porch, by=author, name="Prices", readers=Board.Readers.CUSTOMERS)
    first, second = (actions.suggest(where, by=author, title="Fewer forms") for where in (for_customers, other))
    made = actions.merge(first, into=second, by=author)
    for one in (for_customers, other):
        with pytest.raises(ValidationError, match="Part them first"):
            change_readers(one, by=author, readers="everyone")
    actions.undo_merge(made, by=author)
    assert change_readers(other, by=author, readers="everyone")


def test_the_form_says_first_who_would_read_how_many_ideas(for_customers, author, customer, as_):
    actions.suggest(for_customers, by=customer, title="Longer cable")
    suggest_privately(for_customers, by=customer, title="Between us")
    change = effect_of_readers(for_customers, "everyone")
    assert (change.ideas, change.widens) == (1, True)
    assert not effect_of_readers(for_customers, "staff").widens
    url, client = f"/ideas/boards/{for_customers.pk}/", as_(author)
    sent = {"name": "Contracts", "readers": "everyone", "writers": "everyone", "position": 0}
    asked = client.post(url, sent)
    assert asked.status_code == 200
    assert "Everyone will be able to read the 1 idea that stands here" in asked.content.decode()
    for_customers.refresh_from_db()
    assert for_customers.readers == "customers"
    assert client.post(url, sent | {"sure": "1"}).status_code == 302
    for_customers.refresh_from_db()
    assert for_customers.readers == "everyone"


def test_programs_change_it_too(for_customers, author, colleague, as_):
    url, kind = f"/api/v1/boards/{for_customers.pk}", "application/json"
    assert as_(author).put(url, {"readers": "staff"}, kind).json()["readers"] == "staff"
    assert as_(colleague).put(url, {"readers": "everyone"}, kind).status_code == 403
