"""``manage.py serve``: the server, the workers and the schedule, in one process; or one kind of them alone."""

from __future__ import annotations

import logging
import os
import signal
import sys
from typing import Any

from django.conf import settings
from django.core.checks import Tags
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.module_loading import import_string

from intranet.jobs.workers import Workers
from intranet.serving import bounds
from intranet.serving.handover import Handover, inherited_listener, tell_predecessor
from intranet.serving.notify import ready, stopping
from intranet.serving.server import SERVERS, CannotListen, address_of, listen, serve
from intranet.serving.settling import settle

APPLICATIONS = {"pages": "intranet.asgi.pages_alone", "sockets": "intranet.asgi.sockets_alone"}


class Command(BaseCommand):
    # What a setting can make unsafe. The others look for mistakes of programmers, which `make check` finds, and load
    # what only the first program would (the API) to do so.
    requires_system_checks = (Tags.security,)
    help = (
        "Serves pages and sockets, works off the jobs and keeps the schedule, until SIGTERM or Ctrl+C. "
        "SIGHUP starts a successor, which takes over without a request being lost."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--host", default=settings.HOST, help="address to listen on (%(default)s)")
        parser.add_argument("--port", type=int, default=settings.PORT, help="port to listen on (%(default)s)")
        parser.add_argument(
            "--only", choices=APPLICATIONS, help="serve this and do no jobs; the proxy sends the rest elsewhere"
        )
        parser.add_argument(
            "--jobs", type=int, help=f"jobs at a time, 0 for none here ({settings.JOB_THREADS}, with --only 0)"
        )
        parser.add_argument("--server", choices=SERVERS, default=settings.SERVER, help="(%(default)s)")

    def handle(self, *, host: str, port: int, only: str | None, jobs: int | None, server: str, **options: Any) -> None:
        try:
            listener = inherited_listener() or listen(host, port)
        except CannotListen as problem:
            raise CommandError(str(problem)) from problem
        address = address_of(listener)
        if jobs is None:
            jobs = 0 if only else settings.JOB_THREADS
        workers = Workers(jobs) if jobs else None
        if workers:
            workers.start()
        Handover(listener).on_signal(signal.SIGHUP)

        def listening() -> None:
            kind = f"{only}, {server}" if only else server
            self._say(f"Portico is at {address} ({kind}). Ctrl+C stops it.")
            ready()
            tell_predecessor()

        def draining() -> None:
            stopping()
            if workers:
                workers.stop()

        application = import_string(APPLICATIONS[only] if only else settings.ASGI_APPLICATION)
        settle()
        serve(application, listener, server=server, listening=listening, draining=draining)
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
