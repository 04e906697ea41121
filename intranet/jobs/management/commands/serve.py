"""``manage.py serve``: the server, the workers and the schedule, in one process."""

from __future__ import annotations

import logging
import os
import sys
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.module_loading import import_string

from intranet.jobs.workers import Workers
from intranet.serving import bounds
from intranet.serving.server import SERVERS, CannotListen, address_of, listen, serve


class Command(BaseCommand):
    help = "Serves pages and sockets, works off the jobs and keeps the schedule, until SIGTERM or Ctrl+C."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--host", default=settings.HOST, help="address to listen on (%(default)s)")
        parser.add_argument("--port", type=int, default=settings.PORT, help="port to listen on (%(default)s)")
        parser.add_argument(
            "--jobs", type=int, default=settings.JOB_THREADS, help="jobs at a time, 0 for none here (%(default)s)"
        )
        parser.add_argument("--server", choices=SERVERS, default=settings.SERVER, help="(%(default)s)")

    def handle(self, *, host: str, port: int, jobs: int, server: str, **options: Any) -> None:
        try:
            listener = listen(host, port)
        except CannotListen as problem:
            raise CommandError(str(problem)) from problem
        address = address_of(listener)
        workers = Workers(jobs) if jobs else None
        if workers:
            workers.start()
        serve(
            import_string(settings.ASGI_APPLICATION),
            listener,
            server=server,
            listening=lambda: self._say(f"Portico is at {address} ({server}). Ctrl+C stops it."),
            draining=workers.stop if workers else lambda: None,
        )
        if workers and not workers.join(bounds.JOIN_SECONDS):
            self._say("Some jobs still ran. They were cut short and will be run again.")
        logging.shutdown()
        sys.stdout.flush()
        sys.stderr.flush()
        # A view or a job that has had its time must not hold the process.
        os._exit(0)

    def _say(self, sentence: str) -> None:
        self.stdout.write(sentence)
        self.stdout.flush()
