"""Closing topics with a reason, keeping them on top, taking them out of the lists, and leading to an older one."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils.timezone import localdate, now

from forum import actions
from forum.keeping import closing
from forum.models import Topic
from intranet.activity.models import Activity
from intranet.content.actions import lock_comments
from intranet.content.models import Link
from intranet.notifications.models import Notification

pytestmark = pytest.mark.django_db


def fresh(topic: Topic) -> Topic:
    return Topic.objects.with_place().get(pk=topic.pk)


def test_a_closed_topic_says_why_takes_no_answers_and_lets_nobody_wait(
    topic, moderator, customer, as_, guest, after_commit, run_jobs
):
    with after_commit():
        assert closing.close_topic(topic, by=moderator, reason="Solved in 4.3.")
    assert not closing.close_topic(topic, by=moderator, reason="Solved in 4.3.")
    run_jobs()
    assert "Solved in 4.3." in as_(guest).get(topic.get_absolute_url()).content.decode()
    assert fresh(topic).waiting_since is None
    with pytest.raises(PermissionDenied, match="closed"):
        actions.answer(fresh(topic), by=customer, body="But")
    assert Notification.objects.filter(recipient=customer, activity__verb="forum.topic.closed").exists()
    assert Activity.objects.get(verb="forum.topic.closed").details["reason"] == "Solved in 4.3."

    assert closing.open_topic(fresh(topic), by=moderator)
    assert not closing.open_topic(fresh(topic), by=moderator)
    actions.answer(fresh(topic), by=customer, body="Thank you")


def test_who_asked_does_not_close_it_with_the_switch_that_posts_have(topic, customer, as_):
    with pytest.raises(PermissionDenied, match="with a reason"):
        lock_comments(topic, by=customer)
    with pytest.raises(PermissionDenied):
        closing.close_topic(topic, by=customer)
    assert "Asked before" not in as_(customer).get(f"/entries/{topic.pk}/menu/").content.decode()


def test_a_topic_stands_on_top_until_the_end_of_a_day(topic, moderator, as_):
    day = localdate() + timedelta(days=3)
    as_(moderator).post(reverse("forum:pin", args=[topic.pk]), {"until": day.isoformat()})
    assert fresh(topic).pinned_until > now() + timedelta(days=2)
    assert "Take from the top" in as_(moderator).get(f"/entries/{topic.pk}/menu/").content.decode()
    with time_machine.travel(now() + timedelta(days=5), tick=False):
        assert "Keep on top" in as_(moderator).get(f"/entries/{topic.pk}/menu/").content.decode()
    assert closing.unpin_topic(fresh(topic), by=moderator)
    assert not closing.unpin_topic(fresh(topic), by=moderator)


@pytest.mark.parametrize("until", ["", "2020-01-01", "9999-12-31", "soon"])
def test_a_day_that_makes_no_sense_is_asked_for_again(until, topic, moderator, as_):
    assert as_(moderator).post(reverse("forum:pin", args=[topic.pk]), {"until": until}).status_code == 422


def test_an_unlisted_topic_is_found_by_its_address_alone(topic, moderator, as_, guest):
    assert closing.unlist_topic(topic, by=moderator)
    assert not closing.unlist_topic(topic, by=moderator)
    assert topic.title not in as_(guest).get(reverse("forum:home")).content.decode()
    assert as_(guest).get(topic.get_absolute_url()).status_code == 200
    as_(moderator).post(reverse("forum:unlist", args=[topic.pk]), {"unlisted": ""})
    assert topic.title in as_(guest).get(reverse("forum:home")).content.decode()


def test_what_was_asked_before_leads_there_until_it_is_opened_again(topic, category, other_customer, moderator, as_):
    again = actions.ask(category, by=other_customer, title="Why so slow")
    as_(moderator).post(reverse("forum:duplicate", args=[again.pk]), {"of": topic.pk})
    page = as_(other_customer).get(again.get_absolute_url()).content.decode()
    assert "asked before" in page
    assert topic.get_absolute_url() in page
    assert Link.objects.get(relation="duplicates").target_id == topic.pk
    with pytest.raises(ValidationError):
        closing.mark_duplicate(fresh(topic), of=again, by=moderator)
    closing.open_topic(fresh(again), by=moderator)
    assert not Link.objects.filter(relation="duplicates").exists()


def test_the_line_does_not_tell_of_a_topic_that_its_reader_may_not_read(
    topic, for_staff, author, moderator, as_, guest
):
    inside = actions.ask(for_staff, by=author, title="Secret recall")
    closing.mark_duplicate(topic, of=inside, by=moderator)
    assert "Secret recall" not in as_(guest).get(topic.get_absolute_url()).content.decode()
    assert "Secret recall" in as_(moderator).get(topic.get_absolute_url()).content.decode()
