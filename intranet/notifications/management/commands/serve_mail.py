"""``manage.py serve_mail``: listen for a mail server of this machine."""

from __future__ import annotations

import asyncio
import signal
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from intranet.notifications.mail.lmtp import listen


class Command(BaseCommand):
    help = "Takes in mail by LMTP at INBOUND_LMTP, until SIGTERM or Ctrl+C. Needs REPLY_ADDRESS too; off without them."

    def handle(self, **options: Any) -> None:
        if settings.INBOUND_LMTP is None or not settings.REPLY_ADDRESS:
            raise CommandError("Set REPLY_ADDRESS and INBOUND_LMTP first (README, “Configuration”).")
        asyncio.run(self._serve(settings.INBOUND_LMTP))

    async def _serve(self, where: tuple[str, int]) -> None:
        told_to_stop = asyncio.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            asyncio.get_running_loop().add_signal_handler(number, told_to_stop.set)
        async with await listen(where):
            self.stdout.write(f"Taking mail at {where[0]}:{where[1]}. Ctrl+C stops.")
            self.stdout.flush()
            await told_to_stop.wait()
