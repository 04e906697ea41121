"""What the health page learns about the queue."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from intranet.core.health import report
from intranet.jobs import workforce
from intranet.jobs.health import queue_health
from intranet.jobs.models import Worker
from intranet.jobs.queue import claim
from tests.platform import chores

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _quiet():
    chores.forget()


def minutes_ago(count: int):
    return timezone.now() - timedelta(minutes=count)


def test_an_empty_queue_is_well():
    assert queue_health() == (0, 0, 0, 0, 0, 0)
    assert queue_health().is_well


def test_each_thing_is_counted(run_jobs):
    chores.only_once.enqueue()
    run_jobs(allow_failures=True)
    me = workforce.enter()
    chores.say.enqueue(word="running")
    claim(me, 1)
    DBTaskResult.objects.filter(status="RUNNING").update(started_at=minutes_ago(2))
    chores.say.enqueue_at(minutes_ago(4), word="waiting")
    chores.plain_task.enqueue("waiting as well")
    chores.say.enqueue_at(timezone.now() + timedelta(hours=1), word="not yet")
    health = queue_health()
    assert (health.depth, health.running, health.dead, health.workers) == (2, 1, 1, 1)
    assert health.oldest_seconds == pytest.approx(240, abs=5)
    assert health.longest_seconds == pytest.approx(120, abs=5)
    assert health.is_well


def test_a_job_that_waits_too_long_is_a_bad_sign():
    chores.say.enqueue_at(minutes_ago(9), word="waiting")
    assert report()["jobs"][0]
    chores.say.enqueue_at(minutes_ago(11), word="waiting")
    well, figures = report()["jobs"]
    assert not well
    assert figures["depth"] == 2


def test_a_task_without_a_time_waits_since_it_was_asked_for():
    chores.plain_task.enqueue("x")
    DBTaskResult.objects.update(enqueued_at=minutes_ago(5))
    assert queue_health().oldest_seconds == pytest.approx(300, abs=5)


def test_a_silent_worker_does_not_count():
    workforce.enter()
    Worker.objects.update(beat_at=minutes_ago(2))
    assert queue_health().workers == 0
