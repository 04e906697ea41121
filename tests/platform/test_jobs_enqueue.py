"""Enqueuing: in the caller's transaction, or not at all; and what a job's arguments may be."""

from __future__ import annotations

import asyncio
import datetime
from contextlib import contextmanager
from decimal import Decimal

import pytest
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy
from django_tasks_db.models import DBTaskResult

from intranet.accounts.models import Company
from intranet.jobs import job
from intranet.jobs.bell import bell
from tests.platform import chores

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _quiet():
    chores.forget()


@contextmanager
def rolled_back():
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.mark.django_db(transaction=True)
def test_a_job_exists_exactly_when_the_change_that_needs_it_does(run_jobs):
    with rolled_back():
        Company.objects.create(name="Never")
        chores.say.enqueue(word="never")
    with transaction.atomic():
        Company.objects.create(name="Acme")
        chores.say.enqueue(word="Acme")
    assert run_jobs() == 1
    assert chores.said == list(Company.objects.values_list("name", flat=True)) == ["Acme"]


@pytest.mark.django_db(transaction=True)
def test_the_bell_rings_when_the_transaction_commits_and_not_before():
    with transaction.atomic():
        before = bell.count()
        chores.say.enqueue(word="hello")
        assert bell.count() == before
    assert bell.count() == before + 1
    with rolled_back():
        chores.say.enqueue(word="no")
    assert bell.count() == before + 1


def test_a_job_put_off_waits_for_its_time(run_jobs):
    tomorrow = timezone.now() + datetime.timedelta(days=1)
    chores.say.enqueue_at(tomorrow, word="later")
    chores.say.enqueue(word="now")
    assert run_jobs() == 1
    assert run_jobs(at=tomorrow) == 1
    assert chores.said == ["now", "later"]


def test_call_runs_it_here_and_now():
    chores.say.call(word="here")
    assert chores.said == ["here"]
    assert not DBTaskResult.objects.exists()


def test_arguments_come_back_as_they_went(run_jobs):
    chores.say_later.enqueue(words=["è", "日本", "🙂", 'a "quoted" \\ one'])
    run_jobs()
    assert chores.said == ["è", "日本", "🙂", 'a "quoted" \\ one']


@pytest.mark.parametrize(
    ("value", "what"),
    [
        (datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC), "a value of type datetime"),
        (Decimal("1.5"), "a value of type Decimal"),
        (b"bytes", "a value of type bytes"),
        ((1, 2), "a value of type tuple"),
        ({1, 2}, "a value of type set"),
        (gettext_lazy("words"), "a value of type __proxy__"),
        (float("nan"), "nan, which JSON cannot say"),
        (float("-inf"), "-inf, which JSON cannot say"),
        ("nul \x00", "text that no database stores"),
        ("half \ud83d", "text that no database stores"),
        ([{"deep": [object()]}], "a value of type object"),
        ({7: "seven"}, "a dictionary with a key of type int"),
        ({"\x00": 1}, "text that no database stores"),
    ],
)
def test_what_json_cannot_give_back_is_refused_where_the_mistake_is_made(value, what):
    with pytest.raises(TypeError) as refusal:
        chores.say.enqueue(word=value)
    assert "chores.say: 'word' holds " + what in str(refusal.value)
    assert "Arguments are stored as JSON" in str(refusal.value)
    assert not DBTaskResult.objects.exists()


def test_arguments_that_the_function_does_not_take_are_refused_at_once():
    for enqueue in (
        lambda: chores.say.enqueue(wort="hello"),
        chores.say.enqueue,
        lambda: chores.say.enqueue("hello"),
        lambda: chores.say.enqueue_once(key="a"),
    ):
        with pytest.raises(TypeError, match=r"chores\.say"):
            enqueue()
    assert not DBTaskResult.objects.exists()


def test_a_time_without_a_zone_is_refused():
    with pytest.raises(TypeError, match="no time zone"):
        chores.say.enqueue_at(datetime.datetime(2026, 1, 1), word="when")


def test_a_key_too_long_to_be_stored_is_refused():
    with pytest.raises(ValueError, match="at most 120"):
        chores.say.enqueue_once(key="k" * 121, word="x")


def test_a_coroutine_may_not_enqueue():
    with pytest.raises(TypeError, match="not from a coroutine"):
        asyncio.run(chores.say.aenqueue(word="x"))


def test_a_function_that_no_worker_could_import_cannot_be_a_job():
    with pytest.raises(Exception, match="module level"):

        @job
        def inner() -> None: ...


def test_enqueuing_costs_one_query(django_assert_num_queries):
    with django_assert_num_queries(1):
        chores.say.enqueue(word="x")
    assert connection.in_atomic_block
