"""Reading a broadcast, and acknowledging it."""

from __future__ import annotations

from typing import Any

MORE = {
    #                guest customer other_c. outsider colleague moderator admin deactiv. author
    "members of the lab read what is sent there": (
        "           404   404      404      404      200       404       404   404      200",
        "GET feeds:broadcast",
    ),
    "members of the lab look at what they acknowledge": (
        "           in    404      404      404      200       404       404   in       200",
        "GET feeds:broadcast-acknowledge",
    ),
    "whom it is for acknowledges it": (
        "           in    404      404      404      302       404       404   in       403",
        "POST feeds:broadcast-acknowledge",
    ),
    "members of the lab read what is sent there, in the API": (
        "           401   404      404      404      200       404       404   401      200",
        "GET api:one_broadcast",
    ),
    "whom it is for acknowledges it, in the API": (
        "           401   404      404      404      200       404       404   401      403",
        "PUT api:acknowledgement",
    ),
}
IN_THE_API: dict[str, Any] = {
    "feeds:broadcast-acknowledge": "PUT /broadcasts/{broadcast_id}/acknowledgement",
}


def called_with(world: Any) -> dict[str, Any]:
    return {f"feeds:{page}": {"entry_id": world.broadcast.pk} for page in ("broadcast", "broadcast-acknowledge")}
