"""``manage.py receive_mail``: what a mail server pipes a mail into."""

from __future__ import annotations

import logging
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from intranet.notifications.actions import Outcome, take_mail
from intranet.notifications.actions.receiving import MOST_BYTES

log = logging.getLogger(__name__)


class Command(BaseCommand):
    help = (
        "Takes in one mail from standard input: an answer to a notification, a bounce, or a request for no more mails. "
        "Exits with 0 when it was taken, 67 when there is no such address, 65 when it cannot be read, 75 to try again."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--to", default="", help="the address it was sent to (default: what its head says)")

    def handle(self, *, to: str, **options: Any) -> None:
        try:
            outcome = take_mail(sys.stdin.buffer.read(MOST_BYTES + 1), to=to)
        except Exception:
            log.exception("A mail could not be taken in.")
            outcome = Outcome.LATER
        sys.exit(int(outcome))
