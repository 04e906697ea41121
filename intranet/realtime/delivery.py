"""From the thread that committed to the loops that send."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence

from .bus import shared_bus
from .frames import Numbered

log = logging.getLogger(__name__)

Outlet = Callable[[Sequence[Numbered]], None]
# The hub of this process, when one runs. A set-up with HTTP and sockets in different processes has none here.
_here: Outlet | None = None


def deliver_here(outlet: Outlet | None) -> None:
    """Let a hub of this process take what is committed here; ``None`` when it stops."""
    global _here  # noqa: PLW0603
    _here = outlet


def deliver(frames: Sequence[Numbered]) -> None:
    """Hand over what was just committed. Losing it costs a delay: every hub compares its heads with the database."""
    if _here is not None:
        try:
            _here(frames)
        except RuntimeError:
            log.info("The loop of the hub is closed; %d frames wait for the next reader", len(frames))
    shared_bus().announce(frames)
