"""What one person tells the keepers of a board alone, and opening it to the others."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied

from ideas.models import Idea
from ideas.privacy.actions import ask_to_open, keep_private, open_to_board, suggest_privately
from intranet.accounts.models import User
from intranet.content.models import Entry
from intranet.conversation.actions import add_comment
from intranet.spaces.audiences import people_in
from intranet.spaces.view_as import eyes_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def secret(open_board, customer):
    """Dora tells the keepers of Wishes alone."""
    return suggest_privately(open_board, by=customer, title="Our prices", body="They are too high.")


def readers(idea, *people) -> set[str]:
    fresh = [User.objects.get(pk=person.pk) for person in people]
    return {person.handle for person in fresh if Idea.objects.visible_to(person).filter(pk=idea.pk).exists()}


def test_only_its_author_and_who_keeps_the_board_read_it(
    secret, author, moderator, admin, customer, other_customer, colleague, guest
):
    everybody = (author, moderator, admin, customer, other_customer, colleague)
    assert readers(secret, *everybody) == {"ada", "mara", "aldo", "dora"}
    assert set(people_in(secret.audience).values_list("handle", flat=True)) == {"ada", "mara", "aldo", "dora"}
    assert not Idea.objects.visible_to(guest).filter(pk=secret.pk).exists()


def test_in_a_closed_space_it_is_for_its_keepers_and_no_admin(board, colleague, author, admin, moderator):
    idea = suggest_privately(board, by=colleague, title="The lease")
    assert readers(idea, author, colleague, admin, moderator) == {"ada", "ben"}


def test_eyes_that_are_borrowed_do_not_read_it(secret, customer, admin):
    eyes = eyes_of(User.objects.get(pk=customer.pk), User.objects.get(pk=admin.pk))
    assert not Idea.objects.visible_to(eyes).filter(pk=secret.pk).exists()


def test_it_is_opened_when_its_author_agrees_and_not_by_who_asks(secret, customer, author, colleague, run_jobs):
    keeper = User.objects.get(pk=author.pk)
    comment = add_comment(secret, by=keeper, body="Which of them?")
    assert ask_to_open(secret, by=keeper)
    assert not ask_to_open(secret, by=keeper)
    with pytest.raises(PermissionDenied, match="Only its author"):
        open_to_board(secret, by=keeper)
    run_jobs()
    assert customer.notifications.filter(activity__verb="ideas.private.asked").exists()
    open_to_board(secret, by=User.objects.get(pk=customer.pk))
    run_jobs()
    assert readers(secret, colleague) == {"ben"}
    assert Entry.objects.visible_to(colleague).filter(pk=comment.pk).exists()
    assert author.notifications.filter(activity__verb="ideas.private.opened").exists()


def test_its_author_may_say_no_once(secret, customer, author, colleague):
    ask_to_open(secret, by=User.objects.get(pk=author.pk))
    assert keep_private(secret, by=customer)
    assert not keep_private(secret, by=customer)
    assert readers(secret, colleague) == set()


def test_nobody_else_asks(secret, colleague):
    with pytest.raises(PermissionDenied):
        ask_to_open(secret, by=colleague)


def test_the_page_offers_each_what_they_may(secret, customer, author, client):
    client.force_login(author)
    address = secret.get_absolute_url()
    assert "Ask whether all may read it" in client.get(address).content.decode()
    client.post(f"/ideas/{secret.pk}/open/ask/")
    client.force_login(customer)
    assert "Keep it private" in client.get(address).content.decode()
    client.post(f"/ideas/{secret.pk}/open/", {"open": "1"})
    client.logout()
    assert client.get(address).status_code == 200
