"""Ideas that nobody speaks of cool down, after notice, and come back with the first word."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils.timezone import now

from ideas import actions
from ideas.cooling.actions import revive
from ideas.cooling.jobs import cool_idle_ideas
from ideas.models import Idea, Meaning
from ideas.statuses import first_status
from intranet.conversation.actions import add_comment
from intranet.conversation.votes import vote_for
from intranet.notifications.models import Notification

pytestmark = pytest.mark.django_db


@pytest.fixture
def idle(idea, open_board, author) -> Idea:
    """Nobody has spoken of it for a month, on a board where that is long."""
    actions.change_board(open_board, by=author, idle_days=30)
    return aged(idea, days=30)


def aged(idea: Idea, **ago: int) -> Idea:
    """As if that time had passed since whatever happened to it."""
    fresh = Idea.objects.get(pk=idea.pk)
    moved = {"last_moved_at": fresh.last_moved_at - timedelta(**ago)}
    if fresh.cooling_told_at is not None:
        moved["cooling_told_at"] = fresh.cooling_told_at - timedelta(**ago)
    Idea.objects.filter(pk=idea.pk).update(**moved)
    return Idea.objects.with_place().get(pk=idea.pk)


@pytest.fixture
def cold(idle) -> Idea:
    cool_idle_ideas.call()
    aged(idle, days=7)
    cool_idle_ideas.call()
    return Idea.objects.with_place().get(pk=idle.pk)


def test_whoever_wants_it_is_told_once_a_week_before(idle, colleague, customer, run_jobs):
    Idea.objects.filter(pk=idle.pk).update(last_moved_at=now() - timedelta(days=23))
    vote_for(idle, by=colleague)
    aged(idle, days=23)
    assert (cool_idle_ideas.call(), cool_idle_ideas.call()) == (1, 0)
    run_jobs()
    told = Notification.objects.filter(entry=idle, activity__verb="ideas.idea.idle")
    assert sorted(told.values_list("recipient", flat=True)) == sorted([customer.pk, colleague.pk])
    assert Idea.objects.get(pk=idle.pk).cooled_at is None
    aged(idle, days=7)
    assert cool_idle_ideas.call() == 1
    assert Idea.objects.get(pk=idle.pk).cooled_at is not None


def test_a_word_after_the_notice_keeps_it(idle, colleague):
    cool_idle_ideas.call()
    add_comment(idle, by=colleague, body="I would still like it.")
    aged(idle, days=8)
    assert cool_idle_ideas.call() == 0
    assert Idea.objects.get(pk=idle.pk).cooled_at is None


def test_what_is_planned_or_on_a_board_without_a_time_does_not_cool(idle, open_board, author, inside):
    actions.set_status(idle, by=author, status=first_status(Meaning.PLANNED))
    aged(idle, days=300)
    aged(inside, days=300)
    assert cool_idle_ideas.call() == 0


def test_it_stays_readable_and_a_vote_a_comment_or_a_button_brings_it_back(cold, colleague, customer, as_, client):
    assert cold.cooled_at is not None
    assert "It has cooled down" in client.get(cold.get_absolute_url()).content.decode()
    vote_for(cold, by=colleague)
    assert Idea.objects.get(pk=cold.pk).cooled_at is None
    for bring_back in (
        lambda: add_comment(cold, by=customer, body="Please."),
        lambda: as_(customer).post(f"/ideas/{cold.pk}/revive/"),
    ):
        Idea.objects.filter(pk=cold.pk).update(cooled_at=now())
        bring_back()
        assert Idea.objects.get(pk=cold.pk).cooled_at is None
    assert not revive(Idea.objects.with_place().get(pk=cold.pk), by=customer)


def test_who_may_not_write_there_brings_nothing_back(inside, customer, outsider, as_):
    with pytest.raises(PermissionDenied):
        revive(inside, by=outsider)
    assert as_(customer).post(f"/ideas/{inside.pk}/revive/").status_code == 404
