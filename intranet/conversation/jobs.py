"""Work of the conversation that no request waits for."""

from __future__ import annotations

from intranet.jobs import scheduled

from . import drafts


@scheduled(cron="53 4 * * *", name="forget-old-drafts")
def forget_old_drafts() -> None:
    drafts.forget_old()
