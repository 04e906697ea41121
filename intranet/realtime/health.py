"""How the live layer is doing, for the health page and the readiness probe."""

from __future__ import annotations

from intranet.core.health import Verdict, health_check

from .bus import shared_bus
from .hub import hub_stats


@health_check("live")
def live_updates_arrive() -> Verdict:
    """Whether Redis, where there is one, answers; and what the hub of this process carries, where one runs.

    Without Redis nothing is lost: the hubs look into the database every two seconds.
    """
    bus_answers = shared_bus().answers()
    return bus_answers, {"bus": bus_answers, "hub": hub_stats()}
