"""Who gets what answer about the firm's outside channels; see ``url_table``. Ada answers for the one there is."""

from __future__ import annotations

from typing import Any

from intranet.accounts.models import User
from intranet.insights.channels.actions import register_channel

FORMS: dict[str, dict[str, Any]] = {
    "insights:channel-new": {
        "name": "Fans on film",
        "address": "https://video.example/fans",
        "kind": "video",
        "owner": "@ben",
        "state": "active",
        "review_months": "6",
    },
    "insights:channel-edit": {
        "name": "News of fans",
        "address": "https://letters.example/fans",
        "kind": "newsletter",
        "owner": "@ada",
        "state": "active",
        "review_months": "3",
    },
    "insights:channel-review": {"state": "active", "note": "Still read"},
}
DOCUMENTS: dict[str, dict[str, Any]] = {
    "api:outside_channels": {"name": "Fans in pictures", "address": "https://pictures.example/fans", "owner": "ben"},
    "api:outside_channel": {"purpose": "Who has bought one"},
    "api:review_channel": {"note": "Still read"},
}
IN_THE_API = {
    "insights:channel-edit": "PATCH /insights/channels/{channel_id}",
    "insights:channel-new": "POST /insights/channels",
    "insights:channel-remove": "DELETE /insights/channels/{channel_id}",
    "insights:channel-review": "POST /insights/channels/{channel_id}/reviews",
}
MORE = {
    #                guest customer other_c. outsider colleague moderator admin deactiv. author
    "all who work here, about outside channels": (
        "           in    403      403      200      200       200       200   in       200",
        """
        GET insights:channels
        GET insights:channels-table
        """,
    ),
    "all who work here, about one of them": (
        "           in    404      404      200      200       200       200   in       200",
        "GET insights:channel",
    ),
    "who registers outside channels": (
        "           in    403      403      403      403       403       200   in       403",
        "GET insights:channel-new",
    ),
    "who registers outside channels, done": (
        "           in    403      403      403      403       403       302   in       403",
        "POST insights:channel-new",
    ),
    "who answers for an outside channel": (
        "           in    404      404      403      403       403       200   in       200",
        "GET insights:channel-edit",
    ),
    "who answers for an outside channel, done": (
        "           in    404      404      403      403       403       302   in       302",
        """
        POST insights:channel-edit
        POST insights:channel-review
        """,
    ),
    "who takes outside channels out of the register": (
        "           in    404      404      403      403       403       302   in       403",
        "POST insights:channel-remove",
    ),
    #                guest customer other_c. outsider colleague moderator admin deactiv. author
    "all who work here, about outside channels, by programs": (
        "           401   403      403      200      200       200       200   401      200",
        "GET api:outside_channels",
    ),
    "all who work here, about one of them, by programs": (
        "           401   404      404      200      200       200       200   401      200",
        "GET api:outside_channel",
    ),
    "who registers outside channels, by programs": (
        "           401   403      403      403      403       403       201   401      403",
        "POST api:outside_channels",
    ),
    "who answers for an outside channel, by programs": (
        "           401   404      404      403      403       403       200   401      200",
        "PATCH api:outside_channel",
    ),
    "who has looked at an outside channel, by programs": (
        "           401   404      404      403      403       403       201   401      201",
        "POST api:review_channel",
    ),
    "who takes outside channels out of the register, by programs": (
        "           401   404      404      403      403       403       204   401      403",
        "DELETE api:outside_channel",
    ),
}


def furnish(*, author: User, admin: User) -> dict[str, Any]:
    channel = register_channel(
        by=admin, name="News of fans", address="https://letters.example/fans", kind="newsletter", owner=author
    )
    return {"channel_id": channel.pk}
