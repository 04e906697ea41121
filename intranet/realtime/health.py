"""How the live layer is doing, for the health page and the readiness probe."""

from __future__ import annotations

from typing import Any

from .bus import shared_bus
from .hub import hub_stats


def live_updates_arrive() -> tuple[bool, dict[str, Any]]:
    """Whether Redis, where there is one, answers; and what the hub of this process carries, where one runs.

    Without Redis nothing is lost: the hubs look into the database every two seconds.
    """
    bus_answers = shared_bus().answers()
    return bus_answers, {"bus": bus_answers, "hub": hub_stats()}
