"""What is pressed many times at the same moment, in two processes, happens once; what is counted is what is there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from feeds.actions import publish_post
from intranet.content.models import Entry
from intranet.conversation.models import Reaction
from intranet.spaces import actions as spaces
from intranet.spaces.models import JoinRequest, Membership, Space
from tests import factories
from tests.platform.two_processes import Pair

pytestmark = pytest.mark.django_db(transaction=True)
PRESSES = 25


@pytest.fixture(scope="module")
def _pair(django_db_setup: None, django_db_blocker: Any) -> Iterator[Pair]:
    with django_db_blocker.unblock():
        both = Pair()
    yield both
    both.close()


@pytest.fixture
def both(_pair: Pair, transactional_db: None) -> Pair:
    return _pair


def at_once(both: Pair, deed: str, **details: Any) -> list[Any]:
    one, other = both(*[[(deed, details)] * PRESSES] * 2)
    return [*one, *other]


def test_a_thumb_that_is_pressed_fifty_times_is_one(both, plaza, author, colleague):
    post = publish_post(by=author, space=plaza, body="Hello")
    said = at_once(both, "react", entry=post.pk, by=colleague.pk)
    assert sorted(said) == [False] * (2 * PRESSES - 1) + [True]
    assert Reaction.objects.filter(entry=post.pk).count() == 1
    assert Entry.objects.get(pk=post.pk).reaction_counts == {"bravi": 1}


def test_who_joins_fifty_times_is_in_once(both, plaza, colleague):
    said = at_once(both, "join", space=plaza.pk, by=colleague.pk)
    assert said.count(True) == 1
    assert Membership.objects.filter(space=plaza, person=colleague).count() == 1


def test_who_is_invited_fifty_times_has_one_invitation_and_answers_it_once(both, vault, author, colleague):
    said = at_once(both, "invite", space=vault.pk, person=colleague.pk, by=author.pk)
    assert JoinRequest.objects.filter(space=vault, person=colleague).count() == 1
    request = JoinRequest.objects.get(space=vault, person=colleague)
    assert {answer for answer in said if isinstance(answer, int)} == {request.pk}
    yes, no = both(
        [("answer_invitation", {"request": request.pk, "accept": True, "by": colleague.pk})] * PRESSES,
        [("answer_invitation", {"request": request.pk, "accept": False, "by": colleague.pk})] * PRESSES,
    )
    assert [*yes, *no].count(True) == 1
    assert Membership.objects.filter(space=vault, person=colleague).exists() == (True in yes)


def test_of_two_owners_who_leave_at_once_one_stays(both, plaza, author, colleague):
    spaces.add_member(plaza, by=author, person=colleague, role="owner")
    both(
        [("leave", {"space": plaza.pk, "by": author.pk})] * 4,
        [("leave", {"space": plaza.pk, "by": colleague.pk})] * 4,
    )
    assert Membership.objects.filter(space=plaza, role="owner").count() == 1


def test_spaces_of_one_name_that_are_made_at_once_have_an_address_each_and_nobody_meets_an_error(both, author):
    said = at_once(both, "found_space", name="Attic", by=author.pk)
    made = [slug for slug in said if isinstance(slug, str) and slug.startswith("attic")]
    assert len(made) == len(set(made)) == Space.objects.filter(name="Attic").count() >= 1
    refused = set(said) - set(made)
    assert refused <= {"ValidationError", "PermissionDenied", "busy"}, refused
    assert factories.a_space("Attic too", owner=author).slug == "attic-too"
