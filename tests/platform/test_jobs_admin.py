"""The back office of the queue: who may look, and what its buttons do."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from intranet.jobs.models import DeadJob, Schedule
from intranet.jobs.schedule import write_down_appointments
from tests.platform import chores

LISTS = ["jobs_queuedjob", "jobs_deadjob", "jobs_schedule", "jobs_worker"]

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _quiet():
    chores.forget()


@pytest.fixture
def dead(run_jobs) -> DeadJob:
    chores.sail.enqueue(to="<b>Troy</b>")
    DBTaskResult.objects.update(worker_ids=["one", "two"])
    run_jobs(allow_failures=True)
    return DeadJob.objects.get()


def page(name: str, *args: object) -> str:
    return reverse(f"admin:{name}", args=args)


@pytest.mark.parametrize("name", LISTS)
def test_only_an_admin_looks_in(name, as_, admin, moderator, guest):
    address = page(f"{name}_changelist")
    assert as_(admin).get(address).status_code == 200
    for other in (moderator, guest):
        assert as_(other).get(address).status_code in (302, 403, 404)


def test_the_list_of_the_dead_says_what_and_why(as_, admin, dead):
    text = as_(admin).get(page("jobs_deadjob_changelist")).content.decode()
    assert "ConnectionError: no wind" in text
    assert "&lt;b&gt;Troy" in text
    assert "<b>Troy" not in text


def test_the_page_of_a_dead_job_has_its_traceback_and_its_buttons(as_, admin, dead):
    text = as_(admin).get(page("jobs_deadjob_change", dead.pk)).content.decode()
    assert "Traceback" in text
    assert page("jobs_deadjob_retry", dead.pk) in text
    assert page("jobs_deadjob_discard", dead.pk) in text
    assert 'name="_save"' not in text


def test_try_again_puts_it_back_into_the_queue(as_, admin, dead, run_jobs):
    chores.weather["fine"] = True
    answer = as_(admin).post(page("jobs_deadjob_retry", dead.pk), follow=True)
    assert "The job is tried again." in answer.content.decode()
    run_jobs()
    assert chores.said == ["<b>Troy</b>"]


def test_throw_away_deletes_it(as_, admin, dead):
    as_(admin).post(page("jobs_deadjob_discard", dead.pk))
    assert not DBTaskResult.objects.exists()


def test_a_button_pressed_twice_finds_nothing_the_second_time(as_, admin, dead):
    press = page("jobs_deadjob_discard", dead.pk)
    as_(admin).post(press)
    assert "already dealt with" in as_(admin).post(press, follow=True).content.decode()


def test_a_button_is_not_pressed_by_a_link_nor_by_others(as_, admin, moderator, guest, dead):
    for name in ("retry", "discard"):
        press = page(f"jobs_deadjob_{name}", dead.pk)
        assert as_(admin).get(press).status_code == 405
        assert as_(moderator).post(press).status_code in (302, 403, 404)
        assert as_(guest).post(press).status_code in (302, 403, 404)
    assert DeadJob.objects.count() == 1


@pytest.mark.parametrize(("action", "left"), [("try_again", "READY"), ("throw_away", None)])
def test_several_can_be_dealt_with_at_once(as_, admin, dead, action, left):
    as_(admin).post(page("jobs_deadjob_changelist"), {"action": action, "_selected_action": [dead.pk]})
    assert DBTaskResult.objects.values_list("status", flat=True).first() == left
    assert not DeadJob.objects.exists()


def test_rows_are_read_only(as_, admin, dead):
    for name in LISTS:
        assert as_(admin).get(page(f"{name}_add")).status_code == 403
    assert as_(admin).post(page("jobs_queuedjob_change", dead.pk), {}).status_code == 403
    assert as_(admin).post(page("jobs_queuedjob_delete", dead.pk), {"post": "yes"}).status_code == 403
    assert as_(admin).get(page("jobs_queuedjob_change", dead.pk)).status_code == 200


def test_the_list_of_jobs_costs_the_same_for_few_and_many(as_, admin, queries_stay_flat):
    client = as_(admin)
    queries_stay_flat(lambda: client.get(page("jobs_queuedjob_changelist")), lambda: chores.say.enqueue(word="x"))


def test_the_list_of_the_dead_costs_the_same_for_few_and_many(as_, admin, run_jobs, queries_stay_flat):
    client = as_(admin)

    def one_more() -> None:
        chores.only_once.enqueue()
        run_jobs(allow_failures=True)

    queries_stay_flat(lambda: client.get(page("jobs_deadjob_changelist")), one_more)


def test_a_schedule_can_be_run_now(as_, admin, run_jobs):
    write_down_appointments(timezone.now())
    night = Schedule.objects.get(name="test: at night")
    as_(admin).post(page("jobs_schedule_changelist"), {"action": "run_now", "_selected_action": [night.pk]})
    run_jobs()
    assert chores.said == ["night"]
