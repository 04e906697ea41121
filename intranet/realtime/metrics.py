"""What the hub of this process carries, and what the shared cache finds, for Prometheus."""

from __future__ import annotations

from collections.abc import Iterator

from intranet.core.metrics import Figure, source

from .bus import shared_bus
from .hub import hub_stats

_NOW = {
    "sockets": "Sockets that are open",
    "people": "People who have one",
    "streams": "Streams that are followed",
    "backlog": "Frames that wait for slow readers",
}
_SINCE = {
    "deliveries": "Frames handed to sockets",
    "gaps": "Frames that were missing and read from the database",
    "resyncs": "Streams whose readers were told to load afresh",
    "cut": "Sockets closed because they read too slowly",
    "refused": "Streams that were refused",
}


@source
def hub() -> Iterator[Figure]:
    stats = hub_stats()
    if stats is None:
        return
    for name, about in _NOW.items():
        yield Figure(f"portico_hub_{name}", about, stats[name])
    for name, about in _SINCE.items():
        yield Figure(f"portico_hub_{name}", about, stats[name], total=True)


@source
def bus() -> Iterator[Figure]:
    found = shared_bus().figures()
    for name, value in found.items():
        yield Figure(f"portico_cache_{name}", "Of the shared cache, by all processes", value, total=True)
