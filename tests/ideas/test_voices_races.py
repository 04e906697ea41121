"""Votes at the same moment."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied

from ideas import actions
from ideas.models import Idea
from intranet.accounts.models import User
from intranet.conversation.models import Vote
from intranet.conversation.votes import vote_for
from tests.platform.threads import together

pytestmark = pytest.mark.django_db(transaction=True)


def test_of_two_last_votes_at_once_one_is_given(open_board, author, customer):
    actions.change_board(open_board, by=author, votes_per_person=1)
    ideas = [actions.suggest(open_board, by=author, title=f"Wish {n}") for n in range(2)]

    def give(pk: int) -> bool:
        try:
            return vote_for(Idea.objects.get(pk=pk), by=User.objects.get(pk=customer.pk))
        except PermissionDenied:
            return False

    given = together(*(lambda pk=idea.pk: give(pk) for idea in ideas))
    assert sorted(given) == [False, True]
    assert Vote.objects.count() == 1
