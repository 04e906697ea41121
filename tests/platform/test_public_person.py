"""A colleague who writes in public has a public page: byline, what is shown to everyone, public work only."""

from __future__ import annotations

import pytest

from feeds.actions import publish_post
from intranet.accounts.actions import change_profile
from intranet.accounts.models import User
from intranet.content.actions import delete_entry
from intranet.spaces.actions import add_member, join_space


@pytest.fixture
def known(author, admin, lab, porch):
    """Ada has written on the porch, and in the lab."""
    if not porch.memberships.filter(person=author).exists():
        add_member(porch, author, by=porch.created_by)
    publish_post(by=author, title="How to clean the fans", body="With a brush.", space=porch)
    publish_post(by=author, title="Nobody outside", body="The new fan.", space=lab)
    return author


def page(client, person, path="") -> str:
    answer = client.get(person.get_absolute_url() + path)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_guest_sees_public_work_and_nothing_else(known, client):
    text = page(client, known)
    assert "How to clean the fans" in text
    assert "Nobody outside" not in text
    assert known.email not in text
    assert known.phone == "" or known.phone not in text


def test_it_is_the_same_for_a_customer_who_does_not_know_the_colleague(known, other_customer, as_):
    text = page(as_(other_customer), known)
    assert "How to clean the fans" in text
    assert "Nobody outside" not in text


def test_a_colleague_sees_the_whole_page_and_can_look_at_the_public_one(known, colleague, as_):
    assert "Nobody outside" in page(as_(colleague), known)
    assert "Nobody outside" not in page(as_(colleague), known, "public/")


def test_only_fields_for_everyone_stand_there(known, client):
    change_profile(known, by=known, phone="+39 02 555 0101", location="Trieste")
    assert "Trieste" not in page(client, known)
    known.field_audiences = {"location": "public"}
    known.save(update_fields=["field_audiences"])
    text = page(client, known)
    assert "Trieste" in text
    assert "555 0101" not in text


def test_who_has_written_nothing_public_has_none(colleague, other_customer, client, as_):
    assert client.get(colleague.get_absolute_url()).status_code == 302
    assert as_(other_customer).get(colleague.get_absolute_url()).status_code == 404


def test_it_goes_with_the_last_public_post(known, client):
    delete_entry(known.entries.get(title="How to clean the fans"), by=known)
    assert client.get(known.get_absolute_url()).status_code == 302


def test_it_goes_when_the_account_is_closed(known, client):
    User.objects.filter(pk=known.pk).update(is_active=False)
    assert client.get(known.get_absolute_url()).status_code == 302


def test_a_customer_who_writes_in_public_has_a_page_that_does_not_say_of_which_firm(customer, porch, client):
    assert client.get(customer.get_absolute_url()).status_code == 302
    join_space(porch, by=customer)
    publish_post(by=customer, title="A question", body="Why?", space=porch)
    text = page(client, customer)
    assert "A question" in text
    assert customer.company.name not in text
    assert "Works at" not in text
