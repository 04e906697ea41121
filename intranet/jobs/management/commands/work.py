"""``manage.py work``: do the jobs, and nothing else."""

from __future__ import annotations

import logging
import os
import signal
from threading import Event
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from intranet.jobs.workers import Workers


class Command(BaseCommand):
    help = "Works off the queue of jobs and keeps the schedule, until SIGTERM or Ctrl+C."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--threads", type=int, default=settings.JOB_THREADS, help="jobs at a time (%(default)s)")
        parser.add_argument(
            "--grace", type=float, default=30, help="seconds that running jobs get at the end (%(default)s)"
        )

    def handle(self, *, threads: int, grace: float, **options: Any) -> None:
        told_to_stop = Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: told_to_stop.set())
        workers = Workers(threads)
        workers.start()
        self.stdout.write(f"Working with {threads} threads. Ctrl+C stops.")
        self.stdout.flush()
        told_to_stop.wait()
        signal.signal(signal.SIGINT, signal.SIG_DFL)  # a second Ctrl+C does not ask
        workers.stop()
        if not workers.join(grace):
            self.stderr.write("Some jobs still run. They are cut short and will be run again.")
            logging.shutdown()
            os._exit(0)  # their threads must not hold the process
