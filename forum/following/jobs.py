"""Once a day."""

from __future__ import annotations

from intranet.jobs import scheduled

from .telling import tell_the_day


@scheduled(cron="20 7 * * *", name="forum-following")
def tell_followers() -> None:
    tell_the_day()
