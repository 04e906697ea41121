"""Stories that a database with one writer at a time cannot tell. test_jobs_postgres.py runs them."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections, transaction

from intranet.jobs import workforce
from intranet.jobs.queue import claim
from tests.platform import chores

pytestmark = pytest.mark.django_db(transaction=True)


def meanwhile(act):
    """What another connection finds while this one has a transaction open."""

    def one():
        try:
            return act()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as pool:
        return pool.submit(one).result(timeout=20)


def test_a_worker_does_not_wait_for_what_another_is_just_claiming():
    chores.say.enqueue(word="first")
    chores.say.enqueue(word="second")
    one, other = workforce.enter(), workforce.enter()
    with transaction.atomic():
        (first,) = claim(one, 1)
        (second,) = meanwhile(lambda: claim(other, 1))
    assert first.pk != second.pk


def test_a_key_is_locked_until_the_claim_is_committed():
    chores.say.enqueue_once(key="k", word="first")
    one, other = workforce.enter(), workforce.enter()
    with transaction.atomic():
        assert len(claim(one, 1)) == 1
        meanwhile(lambda: chores.say.enqueue_once(key="k", word="second"))
        assert meanwhile(lambda: claim(other, 1)) == []


def test_who_asks_in_an_open_transaction_is_not_answered_by_a_run_that_could_not_see_it(run_jobs):
    chores.say.enqueue_once(key="k", word="early")
    with transaction.atomic():
        chores.say.enqueue_once(key="k", word="asked in an open transaction")
        assert meanwhile(run_jobs) == 1
    assert run_jobs() == 1
