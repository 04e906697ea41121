from __future__ import annotations

from intranet.jobs import scheduled


@scheduled(cron="*/5 * * * *", name="moderation.lanes.clock")
def look_at_lanes() -> int:
    """Escalate or let go what is late, end the trials that are over."""
    from .actions import look_at_clock  # noqa: PLC0415 - settings name this module before apps are ready

    return look_at_clock()
