"""What somebody has read of topics, how often they are looked at, and asking once whether one is solved."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils.timezone import now

from forum import actions
from forum.models import ReadMark, Topic
from forum.reading import nudging, views_counted
from forum.reading.marks import read_topic
from intranet.notifications.models import Notification

NEW = 'badge--accent">New<'
NEW_HERE = "data-new>New<"


def lists(as_, who) -> str:
    return as_(who).get("/community/").content.decode()


def test_what_others_said_is_new_until_it_was_looked_at(other_customer, topic, customer, colleague, as_):
    assert NEW not in lists(as_, customer)
    answer = actions.answer(topic, by=colleague, body="It is the sensor.")
    assert NEW in lists(as_, customer)
    assert NEW not in lists(as_, colleague)
    page = as_(customer).get(topic.get_absolute_url()).content.decode()
    assert "data-news" in page
    assert NEW_HERE in page
    led = as_(customer).get(f"{topic.get_absolute_url()}?at=new")
    assert led["Location"].endswith(f"?by=time&at={answer.pk}#entry-{answer.pk}")
    assert as_(customer).post(f"/community/{topic.pk}/read/").status_code == 204
    assert NEW not in lists(as_, customer)
    assert "data-news" not in as_(customer).get(topic.get_absolute_url()).content.decode()
    # One's own mark is nobody else's.
    assert NEW in lists(as_, other_customer)


def test_reading_again_writes_nothing(topic, other_customer):
    assert read_topic(topic, by=other_customer)
    assert not read_topic(topic, by=other_customer)
    assert ReadMark.objects.filter(person=other_customer).count() == 1


def test_everything_is_read_with_one_press_and_what_comes_later_is_new(other_customer, topic, category, customer, as_):
    assert NEW in lists(as_, other_customer)
    assert as_(other_customer).post("/community/read/").status_code == 302
    assert NEW not in lists(as_, other_customer)
    actions.ask(category, by=customer, title="Later", body="x")
    assert lists(as_, other_customer).count(NEW) == 1


def test_nothing_is_new_to_guests_and_only_for_two_weeks_to_who_never_looked(topic, other_customer, as_, guest):
    assert NEW not in lists(as_, guest)
    Topic.objects.filter(pk=topic.pk).update(last_said_at=now() - timedelta(days=20))
    assert NEW not in lists(as_, other_customer)


def test_a_look_counts_once_an_hour_and_machines_not_at_all(
    topic, customer, other_customer, as_, guest, settings, monkeypatch
):
    settings.COUNT_READERS = True
    monkeypatch.setattr(views_counted, "_write_aside", lambda: None)
    views_counted.forget()
    url = topic.get_absolute_url()
    for who in (customer, customer, other_customer):
        as_(who).get(url)
    as_(guest).get(url, headers={"user-agent": "Mozilla/5.0"})
    as_(guest).get(url, headers={"user-agent": "Examplebot/2.1"})
    assert views_counted.write_views() == 1
    topic.refresh_from_db()
    assert topic.views_count == 3
    assert views_counted.write_views() == 0
    assert "3 views" in as_(guest).get(url).content.decode()


@pytest.fixture
def waiting(topic, colleague) -> Topic:
    """Staff answered four days ago, and nothing was accepted."""
    actions.answer(topic, by=colleague, body="It is the sensor.")
    Topic.objects.filter(pk=topic.pk).update(first_staff_reply_at=now() - timedelta(days=4))
    topic.refresh_from_db()
    return topic


def test_who_asked_is_asked_once_whether_it_is_solved(waiting, customer, run_jobs):
    assert nudging.nudge_askers.func() == 1
    run_jobs()
    assert Notification.objects.filter(recipient=customer, activity__verb="forum.topic.nudged").count() == 1
    assert nudging.nudge_askers.func() == 0


def test_nobody_is_asked_who_waits_who_accepted_or_whose_topic_is_closed(waiting, customer, answered):
    Topic.objects.filter(pk=waiting.pk).update(waiting_since=now())
    assert not nudging.due(now()).exists()
    Topic.objects.filter(pk=waiting.pk).update(waiting_since=None)
    assert nudging.due(now()).exists()
    actions.accept_answer(answered, by=customer)
    assert not nudging.due(now()).exists()
    assert not nudging.nudge(waiting)


def test_the_line_about_it_is_for_who_asked_alone(waiting, customer, other_customer, as_, guest):
    line = "Did one of the answers help?"
    assert line in as_(customer).get(waiting.get_absolute_url()).content.decode()
    for reader in (other_customer, guest):
        assert line not in as_(reader).get(waiting.get_absolute_url()).content.decode()
