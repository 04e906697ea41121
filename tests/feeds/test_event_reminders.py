"""One word before an event to each who comes, and never twice."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.timezone import now

from feeds.events.actions import answer_event, cancel_event, choose_reminder, edit_event, publish_event, reinstate_event
from feeds.events.actions.reminders import remind_of_event, reminder_time
from feeds.models import Event, EventChoices
from intranet.content.actions import delete_entry
from intranet.notifications.models import Notification
from intranet.spaces.actions import leave_space
from tests.feeds.events_at_hand import an_event

pytestmark = pytest.mark.django_db
ROME = ZoneInfo("Europe/Rome")
Lead = EventChoices.Lead


def reminded(event: Event) -> list[str]:
    told = Notification.objects.filter(entry=event.entry_ptr, activity__verb="feeds.event.reminded")
    return sorted(told.values_list("recipient__handle", flat=True))


@pytest.fixture
def coming(author, colleague, lab):
    """Ben comes to something in ten days."""
    event = an_event(author, lab)
    answer_event(event, by=colleague, choice="yes")
    return event


def test_who_comes_is_reminded_an_hour_before_unless_they_chose_otherwise(coming, author, run_jobs):
    answer_event(coming, by=author, choice="maybe")
    run_jobs(at=coming.begins - timedelta(minutes=61))
    assert reminded(coming) == []
    run_jobs(at=coming.begins - timedelta(minutes=59))
    assert reminded(coming) == ["ben"]


@pytest.mark.parametrize(
    ("lead", "before"),
    [(Lead.QUARTER, timedelta(minutes=15)), (Lead.HOUR, timedelta(hours=1)), (Lead.DAY, timedelta(hours=20))],
)
def test_each_hears_of_it_as_early_as_chosen_and_once(coming, colleague, run_jobs, lead, before):
    choose_reminder(colleague, by=colleague, remind=lead)
    run_jobs(at=coming.begins - before)
    assert reminded(coming) == ["ben"]
    run_jobs(at=coming.begins - timedelta(minutes=1))
    assert reminded(coming) == ["ben"]


def test_who_wants_none_gets_none(coming, colleague, run_jobs):
    choose_reminder(colleague, by=colleague, remind=Lead.NEVER)
    run_jobs(at=coming.begins)
    assert reminded(coming) == []


def test_who_changes_the_choice_after_being_reminded_is_not_reminded_again(coming, colleague, run_jobs):
    choose_reminder(colleague, by=colleague, remind=Lead.DAY)
    run_jobs(at=coming.begins - timedelta(hours=20))
    choose_reminder(colleague, by=colleague, remind=Lead.QUARTER)
    run_jobs(at=coming.begins)
    assert reminded(coming) == ["ben"]


def test_a_job_that_runs_twice_reminds_once(coming, run_jobs):
    run = {"event_id": coming.pk, "lead": int(Lead.HOUR), "begins": coming.begins.isoformat()}
    assert remind_of_event.call(**run) == 1
    assert remind_of_event.call(**run) == 0
    run_jobs()
    assert reminded(coming) == ["ben"]


def test_a_new_time_brings_a_new_reminder_and_the_old_one_falls_silent(coming, author, run_jobs):
    before = coming.begins
    edit_event(coming, by=author, starts_on=coming.starts_on + timedelta(days=5))
    run_jobs(at=before)
    assert reminded(coming) == []
    run_jobs(at=coming.begins)
    assert reminded(coming) == ["ben"]


def test_who_was_reminded_of_one_time_is_reminded_of_the_next(coming, author, run_jobs):
    run_jobs(at=coming.begins)
    edit_event(coming, by=author, starts_on=coming.starts_on + timedelta(days=5))
    run_jobs(at=coming.begins)
    assert reminded(coming) == ["ben", "ben"]


@pytest.mark.parametrize("way", ["cancelled", "deleted", "no longer coming", "no longer reading", "begun"])
def test_nobody_is_reminded_of_what_is_not_for_them_any_more(coming, author, colleague, lab, run_jobs, way):
    at = coming.begins
    match way:
        case "cancelled":
            cancel_event(coming, by=author)
        case "deleted":
            delete_entry(coming, by=author)
        case "no longer coming":
            answer_event(coming, by=colleague, choice="no")
        case "no longer reading":
            leave_space(lab, by=colleague)
        case "begun":
            Event.objects.filter(pk=coming.pk).update(begins=now() - timedelta(minutes=1))
    run_jobs(at=at)
    assert reminded(coming) == []


def test_what_takes_place_after_all_is_reminded_of_once(coming, author, run_jobs):
    cancel_event(coming, by=author)
    reinstate_event(coming, by=author)
    run_jobs(at=coming.begins)
    assert reminded(coming) == ["ben"]


def test_who_moves_up_from_the_waiting_list_is_reminded_too(author, colleague, lab, run_jobs):
    event = an_event(author, lab, capacity=1)
    answer_event(event, by=author, choice="yes")
    answer_event(event, by=colleague, choice="yes")
    answer_event(event, by=author, choice="no")
    run_jobs(at=event.begins)
    assert reminded(event) == ["ben"]


def on(day: date, at: time | None, author, zone: str = "Europe/Rome") -> Event:
    return publish_event(by=author, title="Call", starts_on=day, starts_at=at, all_day=at is None, time_zone=zone)


@pytest.mark.parametrize(
    ("day", "at", "lead", "expected"),
    [
        # Sunday 31 March 2030: the clocks of Rome go from 2 to 3; on 27 October from 3 to 2.
        (date(2030, 3, 31), time(3, 30), Lead.HOUR, datetime(2030, 3, 31, 1, 30, tzinfo=ROME)),
        (date(2030, 3, 31), time(3, 10), Lead.QUARTER, datetime(2030, 3, 31, 1, 55, tzinfo=ROME)),
        (date(2030, 3, 31), time(9), Lead.DAY, datetime(2030, 3, 30, 9, tzinfo=ROME)),
        (date(2030, 4, 1), time(2, 30), Lead.DAY, datetime(2030, 3, 31, 3, 30, tzinfo=ROME)),
        (date(2030, 10, 27), time(3, 0), Lead.HOUR, datetime(2030, 10, 27, 2, 0, fold=1, tzinfo=ROME)),
        (date(2030, 10, 27), time(2, 30), Lead.HOUR, datetime(2030, 10, 27, 1, 30, tzinfo=ROME)),
        (date(2030, 10, 27), time(9), Lead.DAY, datetime(2030, 10, 26, 9, tzinfo=ROME)),
        (date(2030, 10, 28), time(2, 30), Lead.DAY, datetime(2030, 10, 27, 2, 30, tzinfo=ROME)),
        (date(2030, 3, 31), None, Lead.HOUR, datetime(2030, 3, 30, 17, tzinfo=ROME)),
    ],
)
def test_the_time_to_remind_is_right_in_the_nights_when_the_clocks_change(author, day, at, lead, expected):
    assert reminder_time(on(day, at, author), lead) == expected.astimezone(ZoneInfo("UTC"))


def test_the_choice_is_ones_own_and_one_of_those_on_offer(author, colleague, as_):
    with pytest.raises(PermissionDenied):
        choose_reminder(author, by=colleague, remind=Lead.DAY)
    with pytest.raises(ValidationError):
        choose_reminder(author, by=author, remind=7)
    assert as_(author).post("/settings/calendar/", {"remind": "15"}).status_code == 302
    assert EventChoices.objects.get(person=author).remind == 15
    assert as_(author).post("/settings/calendar/", {"remind": "7"}).status_code == 422
