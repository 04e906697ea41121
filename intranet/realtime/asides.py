"""What processes tell each other besides frames: "something is new there". It is numbered and kept nowhere, so whoever
listens also looks by itself now and then.

    heed("documents", heard)            in apps.py; called in the loop of the hub, wherever one runs
    tell("documents", "page_12", 43)    from a thread, after the commit: here and in every other process
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from typing import Any

from .bus import shared_bus

log = logging.getLogger(__name__)

Heard = Callable[..., None]
# A call in the hub's loop, when one runs in this process.
Caller = Callable[..., Any]
_heeded: dict[str, Heard] = {}
_soon: Caller | None = None


def heed(kind: str, heard: Heard) -> None:
    _heeded[kind] = heard


def tell(kind: str, *said: Any) -> None:
    if _soon is not None:
        try:
            _soon(hear, [[kind, *said]])
        except RuntimeError:
            log.info("The loop of the hub is closed; what was said about %s waits for the next look", kind)
    shared_bus().tell(message(kind, *said))


def message(kind: str, *said: Any) -> dict[str, Any]:
    """For the bus."""
    return {"asides": [[kind, *said]]}


def hear(asides: Iterable[Any]) -> None:
    for kind, *said in asides:
        if kind in _heeded:
            _heeded[kind](*said)


def pass_on_with(soon: Caller | None) -> None:
    """How threads of this process reach the hub's loop; ``None`` when it stops."""
    global _soon  # noqa: PLW0603
    _soon = soon
