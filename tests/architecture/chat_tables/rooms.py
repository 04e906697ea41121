"""The pages of rooms."""

from __future__ import annotations

from typing import Any

MORE = {
    #                guest customer other_c. outsider colleague moderator admin deactiv. author
    "people of the room": (
        "           in    404      404      404      200       404       404   in       200",
        """
        GET chat:room
        """,
    ),
    "people of the room, led on": (
        "           in    404      404      404      302       404       404   in       302",
        """
        GET chat:message
        GET chat:of-space
        """,
    ),
}


def called_with(world: Any) -> dict[str, Any]:
    return {"chat:message": {"entry_id": world.message.pk}}
