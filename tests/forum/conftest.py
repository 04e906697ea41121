"""A small forum on the porch, and what is said in it."""

from __future__ import annotations

import pytest

from forum import actions, seo
from forum.home import lines, overview
from forum.models import Answer, Category, Topic
from forum.reading import about, kept


def forget_what_is_kept() -> None:
    for shelf in (about._shelf, kept.shelf, lines._shelf, overview._shelf):
        shelf.clear()
    seo._told.clear()


@pytest.fixture(autouse=True)
def _nothing_kept() -> None:
    """What one test has rendered, under numbers that the next one gives to something else."""
    forget_what_is_kept()


@pytest.fixture
def category(porch, author) -> Category:
    """Everybody reads Terminals; whoever has an account asks there, and all staff answer."""
    return actions.make_category(porch, by=author, name="Terminals", reply_hours=8)


@pytest.fixture
def for_customers(porch, author) -> Category:
    """Staff and all customers read Contracts, guests do not."""
    return actions.make_category(porch, by=author, name="Contracts", readers=Category.Readers.CUSTOMERS)


@pytest.fixture
def for_staff(porch, author) -> Category:
    return actions.make_category(porch, by=author, name="Desk", readers=Category.Readers.STAFF)


@pytest.fixture
def topic(category, customer) -> Topic:
    """Dora of Acme asks about her terminals."""
    return actions.ask(category, by=customer, title="Slow to wake up", body="Four seconds in the cold.")


@pytest.fixture
def answered(topic, colleague) -> Answer:
    """Ben, of the staff, answers her."""
    return actions.answer(topic, by=colleague, body="It is the sensor.")
