"""Asking without an account yet, names behind pseudonyms, following; docs/permissions.md."""

from __future__ import annotations

import pytest
from django.test import Client

from forum import actions as forum
from forum.following.telling import gathered_since
from forum.models import Category
from intranet.accounts.actions import write_as
from tests import factories


@pytest.fixture
def category(porch, author):
    return forum.make_category(porch, by=author, name="Terminals")


def words_of(client, url) -> str:
    return client.get(url).content.decode()


def test_101_the_real_name_behind_a_pseudonym_is_for_the_staff_and_the_own_firm(
    category, customer, other_customer, author, acme, as_
):
    mate = factories.a_customer("Gia Moro", company=acme)
    forum.ask(category, by=customer, title="Slow to wake up")
    real = customer.name
    write_as(customer, "Gufo Notturno", by=customer)
    for reader, seen in ((author, True), (mate, True), (other_customer, False)):
        assert (real in words_of(as_(reader), customer.get_absolute_url())) is seen
    assert real not in words_of(Client(), customer.get_absolute_url())


def test_102_what_a_guest_has_written_is_that_browsers_alone(category, customer, as_):
    guest = Client()
    guest.post("/community/ask/", {"title": "Mine alone", "category": category.pk, "sort": "question"})
    assert "Mine alone" in words_of(guest, "/community/ask/")
    assert "Mine alone" not in words_of(Client(), "/community/ask/")
    assert "Mine alone" not in words_of(as_(customer), "/community/ask/")


def test_103_followers_hear_of_what_they_may_read(category, porch, author, customer):
    desk = forum.make_category(porch, by=author, name="Desk", readers=Category.Readers.STAFF)
    following = forum.follow(None, by=customer, level="daily")
    public = forum.ask(category, by=author, title="For everybody")
    forum.ask(desk, by=author, title="Inside")
    assert gathered_since(following, following.created_at) == [public.pk]
