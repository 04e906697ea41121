"""How full the house is, for the health page."""

from __future__ import annotations

from typing import Any

from intranet.core.health import health_check

from .files.quotas import room_of_house


@health_check("storage")
def files_have_room() -> tuple[bool, dict[str, Any]]:
    """Figures only: a full house still answers, so no proxy should send people elsewhere for it."""
    room = room_of_house()
    figures: dict[str, Any] = {"used_megabytes": room.used // 2**20}
    if room.most:
        figures |= {"most_megabytes": room.most // 2**20, "percent": room.percent, "tight": room.is_tight}
    return True, figures
