"""Two boards, one inside and one on the porch, and what is suggested there."""

from __future__ import annotations

import pytest
from django.core import mail

from forum.actions.centre import open_enquiry
from ideas import actions
from ideas.home import lines
from ideas.models import Board, Idea
from tests.forum.centre_world import a_desk

from .letters_at_hand import RITA, become


def forget_what_is_kept() -> None:
    """What the process keeps of lines and cards."""
    lines._shelf.clear()


@pytest.fixture(autouse=True)
def _nothing_kept() -> None:
    """Numbers come again in another test."""
    forget_what_is_kept()


@pytest.fixture
def board(lab, author) -> Board:
    """The Lab's own board: its people read it."""
    return actions.make_board(lab, by=author, name="Lab ideas")


@pytest.fixture
def open_board(porch, author) -> Board:
    """Everybody reads Wishes; whoever has an account suggests there."""
    return actions.make_board(porch, by=author, name="Wishes")


@pytest.fixture
def for_customers(porch, author) -> Board:
    """Staff and all customers read it, guests do not."""
    return actions.make_board(porch, by=author, name="Contracts", readers=Board.Readers.CUSTOMERS)


@pytest.fixture
def idea(open_board, customer) -> Idea:
    """Dora of Acme would have the terminals wake up sooner."""
    return actions.suggest(open_board, by=customer, title="Wake up sooner", body="Four seconds in the cold.")


@pytest.fixture
def inside(board, colleague) -> Idea:
    """Ben, in the Lab."""
    return actions.suggest(board, by=colleague, title="A second bench", body="One is always taken.")


@pytest.fixture
def written(lab, author, idea):
    """Rita wrote to the desk by mail; the idea was made of it."""
    a_desk(lab, by=author)
    thread = open_enquiry(email=RITA, name="Rita Moss", subject="Slow terminal", body="Four seconds in the cold.")
    become(thread, idea, by=author)
    mail.outbox.clear()
    return thread
