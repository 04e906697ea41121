"""Jobs for the tests of jobs. Workers in other processes import this module, so it knows nothing of pytest."""

from __future__ import annotations

import socket
from threading import Event

from django.db import connection
from django.utils import timezone, translation
from django_tasks import task

from intranet.jobs import job, scheduled

said: list[str] = []
started, may_end = Event(), Event()
weather = {"fine": False}


def forget() -> None:
    said.clear()
    started.clear()
    may_end.clear()
    weather["fine"] = False


@job
def say(*, word: str) -> None:
    said.append(word)


@job(priority=10)
def say_first(*, word: str) -> None:
    said.append(word)


@job(attempts=3, backoff=10)
def sail(*, to: str = "Ithaca") -> None:
    if not weather["fine"]:
        raise ConnectionError("no wind")
    said.append(to)


@job(attempts=1)
def only_once() -> None:
    raise ValueError("no")


@job
def leave_the_program() -> None:
    raise SystemExit(3)


@job(attempts=1)
def choke_on_odd_text() -> None:
    raise ValueError("nul \x00 and half \ud800")


@job
def say_later(*, words: list[str]) -> None:
    for word in words:
        say.enqueue(word=word)


@job
def change_the_language() -> None:
    said.append(f"{translation.get_language()} {timezone.get_current_timezone_name()}")
    translation.activate("it")
    timezone.activate("Asia/Tokyo")


@job
def wait_for_leave() -> None:
    """Runs until the test allows it to end."""
    started.set()
    if not may_end.wait(20):
        raise TimeoutError
    said.append("ended")


@job
def call_home(*, port: int) -> None:
    """For workers in another process: says that it runs, then does as it is told."""
    with socket.create_connection(("127.0.0.1", port), timeout=20) as line:
        line.sendall(b"running\n")
        if line.recv(16) != b"go on\n":
            raise ConnectionError("the test hung up")


@job
def vanish_from_the_database() -> None:
    connection.close()


@task
def plain_task(word: str) -> None:
    said.append(word)


@scheduled(cron="17 3 * * *", name="test: at night")
def at_night() -> None:
    said.append("night")
