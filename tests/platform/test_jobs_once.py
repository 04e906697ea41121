"""Jobs under a key: however many ask, one run answers, and it sees what all of them wrote."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from intranet.accounts.models import Company
from intranet.jobs import workforce
from intranet.jobs.models import DeadJob, Hold, Ticket
from intranet.jobs.performing import settle
from intranet.jobs.queue import claim
from tests.platform import chores
from tests.platform.threads import together


@pytest.fixture(autouse=True)
def _quiet():
    chores.forget()


@pytest.mark.django_db
def test_asking_twice_is_answered_once(run_jobs):
    chores.say.enqueue_once(key="a", word="hello")
    chores.say.enqueue_once(key="a", word="hello")
    chores.say.enqueue_once(key="b", word="you")
    assert run_jobs() == 2
    assert chores.said == ["hello", "you"]
    chores.say.enqueue_once(key="a", word="again")
    assert run_jobs() == 1


@pytest.mark.django_db
def test_two_jobs_do_not_share_a_key(run_jobs):
    chores.say.enqueue_once(key="a", word="hello")
    chores.say_first.enqueue_once(key="a", word="first")
    assert run_jobs() == 2


@pytest.mark.django_db(transaction=True)
def test_however_many_ask_at_once_one_run_answers_and_sees_what_all_of_them_wrote(run_jobs):
    def write_and_ask(number: int) -> None:
        with transaction.atomic():
            Company.objects.create(name=f"Company {number}")
            chores.say.enqueue_once(key="index", word="indexed")

    together(*[lambda number=number: write_and_ask(number) for number in range(8)])
    if connection.vendor == "sqlite":
        assert DBTaskResult.objects.count() == 1
    assert run_jobs() == 1
    assert Company.objects.count() == 8


@pytest.mark.django_db(transaction=True)
def test_nothing_that_is_written_while_a_run_goes_on_is_missed(run_jobs):
    chores.say.enqueue_once(key="index", word="first")
    me = workforce.enter()
    (running,) = claim(me, 5)
    chores.say.enqueue_once(key="index", word="second")
    assert claim(me, 5) == [], "two runs at a time under one key would fight over what the key stands for"
    settle(running, me, None)
    assert run_jobs() == 1
    assert chores.said == ["second"]


@pytest.mark.django_db
def test_what_waits_for_its_key_holds_up_nobody_else():
    chores.say.enqueue_once(key="index", word="running")
    me = workforce.enter()
    claim(me, 1)
    chores.say.enqueue_once(key="index", word="has to wait")
    chores.say.enqueue(word="need not wait")
    assert [row.args_kwargs["kwargs"]["word"] for row in claim(me, 1)] == ["need not wait"]


@pytest.mark.django_db(transaction=True)
def test_two_workers_do_not_run_one_key_at_a_time():
    def rows(count: int) -> None:
        for _ in range(count):
            result = chores.say.enqueue(word="x")
            Ticket.objects.create(job_id=result.id, key="one key")

    for _round in range(5):
        rows(4)
        workers = [workforce.enter() for _ in range(4)]
        together(*[lambda worker=worker: claim(worker, 4) for worker in workers])
        (hold,) = Hold.objects.select_related("job", "worker")
        settle(hold.job, hold.worker, None)
        assert DBTaskResult.objects.filter(status="RUNNING").count() == 0


@pytest.mark.django_db
def test_who_asks_anew_does_not_wait_for_the_second_attempt_of_an_earlier_run(run_jobs):
    chores.sail.enqueue_once(key="trip", to="Ithaca")
    run_jobs(allow_failures=True)
    chores.weather["fine"] = True
    chores.sail.enqueue_once(key="trip", to="Ithaca")
    assert run_jobs() == 1
    assert run_jobs(at=timezone.now() + timedelta(days=1)) == 0, "the new run answered the old one, too"
    assert chores.said == ["Ithaca"]


@pytest.mark.django_db
def test_a_dead_job_does_not_stand_in_the_way_of_a_new_one(run_jobs):
    chores.only_once.enqueue_once(key="k")
    run_jobs(allow_failures=True)
    chores.only_once.enqueue_once(key="k")
    assert run_jobs(allow_failures=True) == 1
    assert DeadJob.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_a_rolled_back_asker_leaves_nothing(run_jobs):
    with transaction.atomic():
        chores.say.enqueue_once(key="a", word="x")
        transaction.set_rollback(True)
    assert not Ticket.objects.exists()
    assert run_jobs() == 0
