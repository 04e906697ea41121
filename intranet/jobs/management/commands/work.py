"""``manage.py work``: do the jobs, and nothing else."""

from __future__ import annotations

import logging
import os
import signal
from threading import Event
from typing import Any

from django.conf import settings
from django.core.checks import Tags
from django.core.management.base import BaseCommand, CommandError, CommandParser

from intranet.core.health import Verdict, health_check
from intranet.jobs.workers import Workers
from intranet.serving.lifecycle import begin_draining
from intranet.serving.notify import ready, stopping
from intranet.serving.server import CannotListen
from intranet.serving.watched import answer_those_who_watch


class Command(BaseCommand):
    # What a setting can make unsafe. The others look for mistakes of programmers, which `make check` finds, and load
    # what only the first program would (the API) to do so.
    requires_system_checks = (Tags.security,)
    help = "Works off the queue of jobs and keeps the schedule, until SIGTERM or Ctrl+C."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--threads", type=int, default=settings.JOB_THREADS, help="jobs at a time (%(default)s)")
        parser.add_argument(
            "--grace", type=float, default=30, help="seconds that running jobs get at the end (%(default)s)"
        )
        parser.add_argument(
            "--port", type=int, help="answer /healthz, /readyz and /metrics on this port of 127.0.0.1 (no)"
        )

    def handle(self, *, threads: int, grace: float, port: int | None, **options: Any) -> None:
        told_to_stop = Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: told_to_stop.set())
        workers = Workers(threads)

        @health_check("worker")
        def takes_jobs() -> Verdict:
            return workers.takes_jobs, {"why": "It is stopping, or cannot reach the queue."}

        if port is not None:
            try:
                answer_those_who_watch(port)
            except CannotListen as problem:
                raise CommandError(str(problem)) from problem
        workers.start()
        self.stdout.write(f"Working with {threads} threads. Ctrl+C stops.")
        self.stdout.flush()
        ready()
        told_to_stop.wait()
        stopping()
        begin_draining()
        signal.signal(signal.SIGINT, signal.SIG_DFL)  # a second Ctrl+C does not ask
        workers.stop()
        if not workers.join(grace):
            self.stderr.write("Some jobs still run. They are cut short and will be run again.")
            logging.shutdown()
            os._exit(0)  # their threads must not hold the process
