"""Keeping the streams short."""

from intranet.jobs import scheduled

from . import ledger


@scheduled(cron="17 * * * *", name="realtime.forget_old_frames")
def forget_old_frames() -> None:
    """Delete frames past their seven days; who was away longer loads the page afresh."""
    ledger.forget_old()
