"""The page of a customer says what they asked, answered and solved, and to each reader only what they may read."""

from __future__ import annotations

import pytest

from forum import actions
from intranet.accounts.actions import write_as


@pytest.fixture
def helped(category, for_customers, customer, other_customer):
    """Emil solved what Dora asked, and asked something that guests do not read."""
    topic = actions.ask(category, by=customer, title="Slow to wake up")
    actions.accept_answer(actions.answer(topic, by=other_customer, body="Warm it first."), by=customer)
    actions.ask(for_customers, by=other_customer, title="Terms of the contract")
    return other_customer


def words_of(client, person) -> str:
    return client.get(person.get_absolute_url()).content.decode()


def test_a_guest_reads_what_is_public_of_it_the_level_and_no_firm(helped, client):
    text = words_of(client, helped)
    assert "Newcomer" in text
    assert "1 answer" in text
    assert "1 of them solved it" in text
    assert "Warm it first." in text
    assert "Terms of the contract" not in text
    assert helped.company.name not in text


def test_a_customer_of_another_firm_reads_the_same_page(helped, customer, as_):
    text = words_of(as_(customer), helped)
    assert "Warm it first." in text
    assert helped.company.name not in text


def test_the_staff_read_all_of_it(helped, author, as_):
    assert "Terms of the contract" in words_of(as_(author), helped)


def test_the_address_is_the_pseudonyms_and_the_old_one_leads_nowhere(helped, client):
    before, real = helped.get_absolute_url(), helped.name
    write_as(helped, "Gufo Notturno", by=helped)
    assert client.get(before).status_code == 302
    text = words_of(client, helped)
    assert "Gufo Notturno" in text
    assert real not in text
    assert helped.email not in text


def test_who_has_written_nothing_here_has_no_such_section(category, other_customer, author, as_):
    assert "In the community" not in words_of(as_(author), other_customer)


def test_it_costs_the_same_for_a_few_and_for_many(category, customer, client, queries_stay_flat):
    def more():
        topic = actions.ask(category, by=customer, title="Another")
        actions.answer(topic, by=customer, body="Found it.")

    queries_stay_flat(lambda: words_of(client, customer), more)
