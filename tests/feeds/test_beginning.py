"""Somebody new finds the first steps beside the feed, until they are done or put away."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils.timezone import now

from feeds.actions import publish_post
from feeds.beginning import first_steps_of
from intranet.accounts.actions import change_profile
from intranet.accounts.models import User


def undone(person):
    return [step.label for step in first_steps_of(User.objects.get(pk=person.pk)) if not step.is_done]


def test_each_step_goes_when_it_has_been_taken(outsider):
    assert len(undone(outsider)) == 4
    change_profile(outsider, by=outsider, bio="I draw fans.")
    publish_post(by=outsider, body="Hello.")
    assert undone(outsider) == ["Show your face", "Join 3 spaces"]


def test_who_has_been_here_for_long_is_not_asked(outsider):
    User.objects.filter(pk=outsider.pk).update(date_joined=now() - timedelta(days=60))
    assert undone(outsider) == []


def test_they_can_be_put_away_and_stay_away(outsider, as_):
    client = as_(outsider)
    assert "Your first steps" in client.get("/").content.decode()
    assert client.post("/settings/settled/").status_code == 302
    assert "Your first steps" not in client.get("/").content.decode()


def test_a_guest_is_asked_to_sign_in_first(client, db):
    assert client.post("/settings/settled/").status_code == 302


@pytest.mark.parametrize("who", ["author", "customer"])
def test_they_cost_one_question_at_most(who, request, django_assert_max_num_queries):
    person = User.objects.get(pk=request.getfixturevalue(who).pk)
    first_steps_of(person)
    with django_assert_max_num_queries(1):
        first_steps_of(person)
