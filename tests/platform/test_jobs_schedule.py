"""The clock: each appointment is kept once, whoever looks at it and however long nobody did."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django_tasks_db.models import DBTaskResult

from intranet.jobs import actions, scheduled
from intranet.jobs.models import Schedule
from intranet.jobs.schedule import Appointment, appointments, fire_due, write_down_appointments
from tests.platform import chores
from tests.platform.threads import together

ROME = ZoneInfo("Europe/Rome")
NAME = "test: at night"
EVENING = datetime(2026, 11, 20, 20, 0, tzinfo=ROME)
NIGHT = datetime(2026, 11, 21, 3, 17, tzinfo=ROME)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def only_at_night(settings, monkeypatch):
    """The product's own appointments stay out of it."""
    settings.TIME_ZONE = "Europe/Rome"
    ours = appointments()[NAME]
    monkeypatch.setattr("intranet.jobs.schedule._appointments", {NAME: ours})
    chores.forget()


def next_run() -> datetime:
    return Schedule.objects.get(name=NAME).next_run


def test_an_appointment_is_written_down_in_the_zone_of_the_house():
    write_down_appointments(EVENING)
    write_down_appointments(EVENING)
    assert next_run() == NIGHT


def test_it_fires_when_due_and_moves_on(run_jobs):
    write_down_appointments(EVENING)
    assert fire_due(NIGHT - timedelta(seconds=1)) == []
    assert fire_due(NIGHT) == [NAME]
    assert fire_due(NIGHT) == []
    assert next_run() == NIGHT + timedelta(days=1)
    run_jobs()
    assert chores.said == ["night"]


def test_runs_missed_while_nobody_worked_collapse_into_one():
    write_down_appointments(EVENING)
    back = NIGHT + timedelta(days=10, hours=5)
    assert fire_due(back) == [NAME]
    assert next_run() == NIGHT + timedelta(days=11)
    assert DBTaskResult.objects.count() == 1


def test_a_night_still_waiting_is_not_done_twice(run_jobs):
    write_down_appointments(EVENING)
    fire_due(NIGHT)
    fire_due(NIGHT + timedelta(days=1))
    assert run_jobs() == 1


@pytest.mark.django_db(transaction=True)
def test_of_many_workers_one_fires():
    for day in range(5):
        Schedule.objects.all().delete()
        DBTaskResult.objects.all().delete()
        write_down_appointments(EVENING + timedelta(days=day))
        moment = NIGHT + timedelta(days=day)
        fired = together(*[lambda moment=moment: fire_due(moment)] * 4)
        assert sorted(map(len, fired)) == [0, 0, 0, 1]
        assert DBTaskResult.objects.count() == 1


def test_a_release_that_changes_the_line_changes_the_time(monkeypatch):
    write_down_appointments(EVENING)
    changed = Appointment(NAME, "0 22 * * *", appointments()[NAME].job)
    monkeypatch.setattr("intranet.jobs.schedule._appointments", {NAME: changed})
    write_down_appointments(EVENING)
    assert next_run() == datetime(2026, 11, 20, 22, 0, tzinfo=ROME)


def test_a_row_that_this_release_does_not_know_is_left_alone(run_jobs):
    row = Schedule.objects.create(name="of another release", cron="* * * * *", next_run=EVENING)
    assert fire_due(NIGHT) == []
    assert not actions.run_now(row)
    assert run_jobs() == 0


def test_an_admin_can_have_it_done_now_besides(run_jobs):
    write_down_appointments(EVENING)
    assert actions.run_now(Schedule.objects.get(name=NAME))
    assert run_jobs() == 1
    assert next_run() == NIGHT


@pytest.mark.parametrize(
    ("evening", "morning"),
    [
        # Clocks go forward at two: the day is an hour shorter, and three is still three.
        (datetime(2026, 3, 28, 20, 0, tzinfo=ROME), datetime(2026, 3, 29, 3, 17, tzinfo=ROME)),
        # Clocks go back at three.
        (datetime(2026, 10, 24, 20, 0, tzinfo=ROME), datetime(2026, 10, 25, 3, 17, tzinfo=ROME)),
    ],
)
def test_nightly_work_keeps_its_hour_when_the_clocks_change(evening, morning):
    assert appointments()[NAME].next_after(evening) == morning
    assert appointments()[NAME].next_after(morning) == morning + timedelta(days=1)


@pytest.mark.parametrize("line", ["", "x", "61 * * * *", "* * * *", "* * * * * *", "@daily"])
def test_a_line_that_is_no_cron_line_stops_the_start(line):
    with pytest.raises(ValueError, match="no cron line"):
        scheduled(cron=line, name="broken")


def test_two_jobs_cannot_have_one_name():
    with pytest.raises(ValueError, match="names two schedules"):
        scheduled(cron="0 4 * * *", name=NAME)(chores.only_once)
