"""The threads that work, and the command that runs them alone: what ends them and what does not."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Semaphore

import pytest
from django.conf import settings
from django.db import InterfaceError, OperationalError, connection
from django_tasks_db.models import DBTaskResult

from intranet.jobs import workers as workers_module
from intranet.jobs import workforce
from intranet.jobs.models import DeadJob, Hold, Schedule, Worker
from intranet.jobs.workers import Workers
from tests.platform import chores

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _quiet():
    chores.forget()


@contextmanager
def working(threads: int = 2, poll_seconds: float = 1.0) -> Iterator[Workers]:
    workers = Workers(threads, poll_seconds=poll_seconds)
    workers.start()
    try:
        yield workers
    finally:
        chores.may_end.set()
        workers.stop()
        assert workers.join(20)


def status() -> str:
    return DBTaskResult.objects.get().status


def test_a_job_is_done_when_its_transaction_commits_without_waiting_for_the_next_look():
    with working(poll_seconds=600):
        chores.wait_for_leave.enqueue()
        assert chores.started.wait(20)
        chores.may_end.set()
    assert status() == "SUCCESSFUL"
    assert not Worker.objects.exists(), "it has said goodbye"


def test_a_job_of_another_process_is_found_by_looking():
    with working(poll_seconds=0.05):
        DBTaskResult.objects.create(
            args_kwargs={"args": [], "kwargs": {}},
            task_path="tests.platform.chores.wait_for_leave",
            backend_name="default",
            run_after=None,
        )
        assert chores.started.wait(20)


def test_stopping_lets_the_running_job_finish_and_starts_no_other(monkeypatch):
    beats = Semaphore(0)
    real_beat = workforce.beat

    def beat(worker: Worker) -> bool:
        beats.release()
        return real_beat(worker)

    monkeypatch.setattr(workforce, "beat", beat)
    monkeypatch.setattr(workers_module, "BEAT_SECONDS", 0)
    with working(threads=2, poll_seconds=0.01) as workers:
        chores.wait_for_leave.enqueue()
        assert chores.started.wait(20)
        workers.stop()
        chores.say.enqueue(word="too late")
        while beats.acquire(blocking=False):
            pass
        for _look in range(2):
            assert beats.acquire(timeout=20), "while a job runs the worker says that it lives"
        assert not workers.join(0.01), "it waits for the job"
        chores.may_end.set()
        assert workers.join(20)
    assert chores.said == ["ended"]
    assert sorted(DBTaskResult.objects.values_list("status", flat=True)) == ["READY", "SUCCESSFUL"]


def test_a_database_that_is_away_ends_no_thread(monkeypatch, caplog):
    real_claim, real_settle = workers_module.claim, workers_module.settle
    troubles = {"claim": [OperationalError("gone")] * 3, "settle": [OperationalError("gone"), InterfaceError("closed")]}

    def claim(*args):
        if troubles["claim"]:
            raise troubles["claim"].pop()
        return real_claim(*args)

    def settle(*args):
        if troubles["settle"]:
            raise troubles["settle"].pop()
        return real_settle(*args)

    monkeypatch.setattr(workers_module, "claim", claim)
    monkeypatch.setattr(workers_module, "settle", settle)
    chores.wait_for_leave.enqueue()
    with working(threads=1, poll_seconds=0.01):
        assert chores.started.wait(20)
        chores.may_end.set()
    assert troubles == {"claim": [], "settle": []}
    assert chores.said == ["ended"], "and nothing is done twice"
    assert status() == "SUCCESSFUL"
    away = [record for record in caplog.records if "out of reach" in record.getMessage()]
    assert len(away) == 1, "one line for one outage"


def test_a_blunder_of_the_steward_ends_no_thread(monkeypatch):
    real_claim, blunders = workers_module.claim, [ValueError("odd")]

    def claim(*args):
        if blunders:
            raise blunders.pop()
        return real_claim(*args)

    monkeypatch.setattr(workers_module, "claim", claim)
    chores.wait_for_leave.enqueue()
    with working(poll_seconds=0.01):
        assert chores.started.wait(20)


def test_an_outcome_that_cannot_be_written_counts_as_an_attempt(monkeypatch):
    real_settle, blunders = workers_module.settle, [ValueError("cannot be stored")]

    def settle(*args):
        if blunders:
            raise blunders.pop()
        return real_settle(*args)

    monkeypatch.setattr(workers_module, "settle", settle)
    monkeypatch.setattr(workers_module, "REAP_SECONDS", 0)
    chores.only_once.enqueue()
    with working(threads=1):
        # The steward looks for what nobody is at before it claims, so by the second job it has looked.
        for _ in range(2):
            chores.wait_for_leave.enqueue()
            assert chores.started.wait(20)
            chores.started.clear()
            chores.may_end.set()
    assert not Hold.objects.exists()
    assert DeadJob.objects.get().job.task_path == "tests.platform.chores.only_once"


def test_a_job_that_loses_its_connection_only_loses_that():
    chores.vanish_from_the_database.enqueue()
    chores.wait_for_leave.enqueue()
    with working(threads=1):
        assert chores.started.wait(20)
        chores.may_end.set()
    assert set(DBTaskResult.objects.values_list("status", flat=True)) == {"SUCCESSFUL"}


def test_workers_write_down_the_schedule():
    with working(poll_seconds=0.01):
        chores.wait_for_leave.enqueue()
        assert chores.started.wait(20)
    assert Schedule.objects.filter(name="test: at night").exists()


def test_a_worker_that_was_given_up_for_dead_starts_over(monkeypatch):
    monkeypatch.setattr(workers_module, "BEAT_SECONDS", 0)
    with working(poll_seconds=0.01):
        chores.say.enqueue(word="x")
        chores.wait_for_leave.enqueue()
        assert chores.started.wait(20)
        Hold.objects.all().delete()
        Worker.objects.all().delete()
        chores.started.clear()
        chores.wait_for_leave.enqueue()
        assert chores.started.wait(20), "it works on"


# --- In a process of its own -----------------------------------------------------------------------------------------


@pytest.fixture
def telephone():
    """Where ``call_home`` rings; accepting a call waits until the job runs."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(60)
        yield server


@contextmanager
def manage_py_work() -> Iterator[subprocess.Popen[bytes]]:
    url = connection.settings_dict
    database = (
        f"sqlite:///{url['NAME']}"
        if connection.vendor == "sqlite"
        else f"postgres://{url['USER']}@{url['HOST']}:{url['PORT']}/{url['NAME']}"
    )
    environment = {**os.environ, "PORTICO_MODE": "test", "PORTICO_DATA": str(settings.DATA), "DATABASE_URL": database}
    process = subprocess.Popen(
        [sys.executable, "manage.py", "work", "--threads", "1"],
        cwd=Path(settings.ROOT),
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def test_the_job_of_a_killed_worker_runs_again(telephone):
    chores.call_home.enqueue(port=telephone.getsockname()[1])
    with manage_py_work() as process:
        first_call, _address = telephone.accept()
        assert first_call.recv(16) == b"running\n"
        process.send_signal(signal.SIGKILL)
        # It stays a zombie, as under a supervisor that is slow to notice.
        os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT)
        assert status() == "RUNNING", "as it was left"
        with working():
            second_call, _address = telephone.accept()
            assert second_call.recv(16) == b"running\n"
            second_call.sendall(b"go on\n")
    first_call.close()
    second_call.close()
    row = DBTaskResult.objects.get()
    assert (row.status, len(row.worker_ids)) == ("SUCCESSFUL", 2)
    assert not Worker.objects.exists(), "the dead one was struck off"


@pytest.mark.parametrize("order", [signal.SIGTERM, signal.SIGINT])
def test_a_worker_told_to_stop_finishes_its_job_and_exits_well(telephone, order):
    chores.call_home.enqueue(port=telephone.getsockname()[1])
    with manage_py_work() as process:
        call, _address = telephone.accept()
        assert call.recv(16) == b"running\n"
        process.send_signal(order)
        call.sendall(b"go on\n")
        assert process.wait(30) == 0, process.communicate()[1].decode()
    call.close()
    assert status() == "SUCCESSFUL"
    assert not Worker.objects.exists()
