"""When an answer is due, and who is reminded."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError

from forum import actions
from forum.models import Topic
from forum.work.hours import Office, due_after
from forum.work.jobs import remind_of_overdue
from forum.work.office import set_office_hours
from intranet.conversation.actions import add_comment
from intranet.notifications.models import Notification

ROME = Office((0, 1, 2, 3, 4), time(9), time(18), "Europe/Rome")
# Friday, 20 November 2026, in Rome an hour later.
FRIDAY = datetime(2026, 11, 20, tzinfo=UTC)


@pytest.mark.parametrize(
    ("said", "hours", "due"),
    [
        # Within the day; over the night; over the weekend; before and after hours; longer than a day.
        (FRIDAY + timedelta(hours=9), 4, FRIDAY + timedelta(hours=13)),
        (FRIDAY + timedelta(hours=16), 4, FRIDAY + timedelta(days=3, hours=11)),
        (FRIDAY + timedelta(hours=4), 2, FRIDAY + timedelta(hours=10)),
        (FRIDAY + timedelta(days=1, hours=3), 1, FRIDAY + timedelta(days=3, hours=9)),
        (FRIDAY + timedelta(hours=8), 18, FRIDAY + timedelta(days=3, hours=17)),
    ],
)
def test_the_clock_runs_in_office_hours_alone(said, hours, due):
    assert due_after(said, hours, ROME) == due


def test_where_clocks_are_put_on_an_hour_of_the_office_is_an_hour():
    # In the night before Sunday, 28 March 2027 the clocks of Rome go from two to three.
    office = Office((5, 6), time(9), time(18), "Europe/Rome")
    saturday = datetime(2027, 3, 27, 16, tzinfo=UTC)
    assert due_after(saturday, 2, office) == datetime(2027, 3, 28, 8, tzinfo=UTC)


def test_without_office_hours_it_runs_at_any_hour():
    assert due_after(FRIDAY, 8) == FRIDAY + timedelta(hours=8)


@pytest.mark.django_db
def test_new_office_hours_count_for_what_waits_already(category, customer, admin, author):
    with time_machine.travel(FRIDAY + timedelta(hours=16), tick=False):
        topic = actions.ask(category, by=customer, title="Slow", body="x")
        assert topic.due_at == FRIDAY + timedelta(hours=24)
        set_office_hours(by=admin, days=[0, 1, 2, 3, 4], opens=time(9), closes=time(18), zone_name="Europe/Rome")
        assert Topic.objects.get(pk=topic.pk).due_at == FRIDAY + timedelta(days=3, hours=15)
        set_office_hours(by=admin, days=[], opens=time(9), closes=time(18), zone_name="Europe/Rome")
        assert Topic.objects.get(pk=topic.pk).due_at == FRIDAY + timedelta(hours=24)
        with pytest.raises(ValidationError):
            set_office_hours(by=admin, days=[0], opens=time(18), closes=time(9), zone_name="Europe/Rome")
        with pytest.raises(ValidationError):
            set_office_hours(by=admin, days=[0], opens=time(9), closes=time(18), zone_name="Mars/Base")
        with pytest.raises(PermissionDenied):
            set_office_hours(by=author, days=[], opens=time(9), closes=time(18), zone_name="Europe/Rome")


@pytest.mark.django_db
def test_a_remark_of_the_staff_stops_the_clock_and_one_of_who_asked_starts_it(topic, answered, customer, colleague):
    def waits() -> bool:
        return Topic.objects.get(pk=topic.pk).waiting_since is not None

    assert not waits()
    add_comment(topic, by=customer, body="It still is.", under=answered)
    assert waits()
    add_comment(topic, by=colleague, body="Which version?", under=answered)
    assert not waits()


@pytest.mark.django_db
def test_who_answers_is_reminded_once_for_each_time_somebody_waits_too_long(
    category, customer, colleague, author, outsider, after_commit, run_jobs
):
    actions.change_category(category, by=author, contacts=[colleague, outsider])

    def reminded() -> int:
        with after_commit():
            remind_of_overdue.call()
        run_jobs()
        return Notification.objects.filter(activity__verb="forum.topic.overdue").count()

    with time_machine.travel(FRIDAY, tick=False) as clock:
        topic = actions.ask(category, by=customer, title="Slow", body="x")
        clock.move_to(FRIDAY + timedelta(hours=7))
        assert reminded() == 0
        clock.move_to(FRIDAY + timedelta(hours=8))
        assert reminded() == 2
        clock.move_to(FRIDAY + timedelta(hours=9))
        assert reminded() == 2
        actions.answer(topic, by=colleague, body="Which?")
        actions.answer(topic, by=customer, body="This one.")
        Topic.objects.filter(pk=topic.pk).update(assignee=outsider)
        clock.move_to(FRIDAY + timedelta(hours=20))
        assert reminded() == 3
    newest = Notification.objects.filter(activity__verb="forum.topic.overdue").latest("pk")
    assert newest.recipient == outsider
