"""What becomes of a job: done, tried again, given up, and then what an admin decides."""

from __future__ import annotations

import logging
from datetime import timedelta

import pytest
from django.utils import timezone, translation
from django_tasks_db.models import DBTaskResult

from intranet.jobs import actions, workforce
from intranet.jobs.models import DeadJob, Hold, Ticket, Worker
from intranet.jobs.performing import perform, settle
from intranet.jobs.queue import claim
from intranet.jobs.workforce import reap
from tests.platform import chores

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _quiet():
    chores.forget()


@pytest.fixture
def in_a_week():
    return timezone.now() + timedelta(days=7)


def the_job() -> DBTaskResult:
    return DBTaskResult.objects.get()


def test_what_jobs_enqueue_is_done_too_and_in_order(run_jobs):
    chores.say_later.enqueue(words=["one", "two"])
    chores.say.enqueue(word="zero")
    assert run_jobs() == 4
    assert chores.said == ["zero", "one", "two"]


def test_the_urgent_goes_first(run_jobs):
    chores.say.enqueue(word="any time")
    chores.say_first.enqueue(word="urgent")
    run_jobs()
    assert chores.said == ["urgent", "any time"]


def test_a_failing_job_is_heard_in_a_test(run_jobs):
    chores.sail.enqueue()
    with pytest.raises(ConnectionError, match="no wind"):
        run_jobs()


def test_a_job_that_fails_is_put_off_for_longer_each_time(run_jobs, in_a_week):
    chores.sail.enqueue()
    pauses = []
    for _attempt in range(2):
        asked = timezone.now()
        claimed = claim(workforce.enter(), 1, now=in_a_week)[0]
        settle(claimed, claimed.hold.worker, perform(claimed))
        pauses.append((the_job().run_after - asked).total_seconds())
    assert 8 <= pauses[0] <= 13
    assert 16 <= pauses[1] <= 25
    assert run_jobs() == 0, "it is not due yet"


def test_a_pause_has_a_longest():
    assert chores.sail.pause_after(10_000) <= timedelta(hours=7.2)


def test_a_job_that_succeeds_at_last_is_done(run_jobs, in_a_week):
    chores.sail.enqueue(to="Troy")
    run_jobs(allow_failures=True)
    chores.weather["fine"] = True
    assert run_jobs(at=in_a_week) == 1
    assert chores.said == ["Troy"]
    assert (the_job().status, the_job().traceback) == ("SUCCESSFUL", "")
    assert not DeadJob.objects.exists()


def test_after_the_last_attempt_it_is_a_dead_job_that_says_why(run_jobs, in_a_week):
    chores.sail.enqueue(to="Troy")
    assert run_jobs(allow_failures=True, at=in_a_week) == 3
    dead = DeadJob.objects.get()
    assert dead.job.status == "FAILED"
    assert "ConnectionError: no wind" in dead.job.traceback
    assert len(dead.job.worker_ids) == 3
    assert run_jobs(at=in_a_week) == 0, "nobody tries it again unasked"


def test_a_dead_job_can_be_tried_again_with_all_its_attempts(run_jobs, in_a_week):
    chores.sail.enqueue(to="Troy")
    run_jobs(allow_failures=True, at=in_a_week)
    assert actions.retry_dead(DeadJob.objects.get())
    assert run_jobs(allow_failures=True, at=in_a_week) == 3
    assert actions.retry_dead(DeadJob.objects.get())
    chores.weather["fine"] = True
    assert run_jobs() == 1
    assert chores.said == ["Troy"]
    assert not DeadJob.objects.exists()


def test_of_two_admins_who_press_at_once_one_acts(run_jobs, in_a_week):
    chores.only_once.enqueue()
    run_jobs(allow_failures=True)
    seen_by_one, seen_by_other = DeadJob.objects.get(), DeadJob.objects.get()
    assert actions.retry_dead(seen_by_one)
    assert not actions.retry_dead(seen_by_other)
    assert not actions.discard_dead(seen_by_other)
    assert the_job().status == "READY"


def test_a_dead_job_can_be_thrown_away(run_jobs):
    chores.only_once.enqueue()
    run_jobs(allow_failures=True)
    assert actions.discard_dead(DeadJob.objects.get())
    assert not DBTaskResult.objects.exists()
    assert not DeadJob.objects.exists()


def test_a_failure_is_one_line_in_the_log_with_its_traceback(run_jobs, caplog, after_commit):
    chores.sail.enqueue()
    with caplog.at_level(logging.INFO, "intranet.jobs"), after_commit():
        run_jobs(allow_failures=True)
    (line,) = [record for record in caplog.records if record.name == "intranet.jobs"]
    assert "chores.sail" in line.getMessage()
    assert "attempt 1 of 3" in line.getMessage()
    assert line.exc_info[0] is ConnectionError


def test_a_job_that_would_end_the_program_only_fails(run_jobs):
    chores.leave_the_program.enqueue()
    assert run_jobs(allow_failures=True) == 1
    assert "SystemExit: 3" in the_job().traceback


def test_an_error_whose_text_no_database_stores_can_be_stored(run_jobs):
    chores.choke_on_odd_text.enqueue()
    run_jobs(allow_failures=True)
    assert "nul \ufffd and half ?" in DeadJob.objects.get().job.traceback


def test_a_job_of_a_newer_release_waits_for_it_and_is_given_up_in_the_end(run_jobs, in_a_week):
    chores.say.enqueue(word="x")
    DBTaskResult.objects.update(task_path="tests.platform.chores.written_tomorrow")
    assert run_jobs(allow_failures=True) == 1
    assert the_job().status == "READY"
    assert run_jobs(allow_failures=True, at=in_a_week) == 4
    assert "UnknownJob" in DeadJob.objects.get().job.traceback


def test_a_row_that_names_something_else_than_a_job_runs_nothing(run_jobs):
    chores.say.enqueue(word="x")
    DBTaskResult.objects.update(task_path="tests.platform.chores.forget")
    chores.said.append("still here")
    run_jobs(allow_failures=True)
    assert chores.said == ["still here"]
    assert "UnknownJob" in the_job().traceback


def test_a_plain_task_of_the_library_runs_too_and_once(run_jobs):
    chores.plain_task.enqueue("plain")
    assert run_jobs() == 1
    assert chores.said == ["plain"]


def test_a_job_runs_in_the_house_language_and_time_whatever_ran_before(run_jobs, settings):
    translation.activate("it")
    try:
        chores.change_the_language.enqueue()
        chores.change_the_language.enqueue()
        run_jobs()
        assert chores.said == [f"en {settings.TIME_ZONE}"] * 2
        assert translation.get_language() == "it", "and leaves the thread's own language as it was"
    finally:
        translation.deactivate()


# --- Workers that die ------------------------------------------------------------------------------------------------


def a_dead_worker() -> Worker:
    """Of another machine, last heard of two minutes ago."""
    worker = workforce.enter()
    Worker.objects.filter(pk=worker.pk).update(host="elsewhere", beat_at=timezone.now() - timedelta(minutes=2))
    return worker


def test_the_job_of_a_silent_worker_runs_again(run_jobs):
    chores.say.enqueue(word="again")
    assert claim(a_dead_worker(), 1)
    assert run_jobs() == 0, "it is held"
    me = workforce.enter()
    reap(me, ())
    assert list(Worker.objects.all()) == [me]
    assert run_jobs() == 1
    assert chores.said == ["again"]


def test_the_job_of_a_living_worker_is_left_alone():
    other = workforce.enter()
    Worker.objects.filter(pk=other.pk).update(host="elsewhere")
    chores.say.enqueue(word="mine")
    claim(other, 1)
    reap(workforce.enter(), ())
    assert Hold.objects.get().worker == other


def test_a_worker_of_this_machine_whose_process_is_gone_is_known_to_be_dead_at_once():
    for pid, birth in ((2**22 + 1, "any"), (1, "another process had this number")):
        worker = workforce.enter()
        Worker.objects.filter(pk=worker.pk).update(pid=pid, birth=birth)
    me = workforce.enter()
    reap(me, ())
    assert list(Worker.objects.all()) == [me]


def test_a_worker_that_was_given_up_cannot_say_how_the_job_went():
    chores.say.enqueue(word="slow")
    slow = a_dead_worker()
    (row,) = claim(slow, 1)
    me = workforce.enter()
    reap(me, ())
    (again,) = claim(me, 1)
    settle(row, slow, None)
    assert the_job().status == "RUNNING", "it is somebody else's now"
    settle(row, slow, ValueError("late"))
    assert the_job().status == "RUNNING"
    settle(again, me, None)
    assert the_job().status == "SUCCESSFUL"
    assert not workforce.beat(slow)


def test_a_job_that_kills_its_workers_is_given_up():
    chores.sail.enqueue()
    for _attempt in range(3):
        DBTaskResult.objects.update(run_after=timezone.now())
        assert claim(a_dead_worker(), 1)
        reap(workforce.enter(), ())
    assert "ended while it was at this job" in DeadJob.objects.get().job.traceback


def test_a_claim_whose_answer_was_lost_is_given_back():
    chores.say.enqueue(word="x")
    me = workforce.enter()
    (row,) = claim(me, 1)
    reap(me, {row.pk})
    assert Hold.objects.exists(), "I am at it"
    reap(me, ())
    assert not Hold.objects.exists()
    assert the_job().status == "READY"


# --- Housekeeping ----------------------------------------------------------------------------------------------------


def test_what_went_well_is_forgotten_after_a_while_and_nothing_else_is(run_jobs, monkeypatch):
    monkeypatch.setattr(actions, "DELETED_AT_A_TIME", 2)
    for number in range(5):
        chores.say.enqueue_once(key=str(number), word="x")
    run_jobs()
    assert not Ticket.objects.exists()
    chores.only_once.enqueue()
    run_jobs(allow_failures=True)
    long_ago = timezone.now() - timedelta(days=3)
    DBTaskResult.objects.update(finished_at=long_ago)
    chores.say.enqueue(word="fresh")
    run_jobs()
    chores.say.enqueue(word="waiting")
    assert actions.prune_finished(older_than=timedelta(days=2)) == 5
    assert sorted(DBTaskResult.objects.values_list("status", flat=True)) == ["FAILED", "READY", "SUCCESSFUL"]
