"""What is done with messages: edited, quoted, pinned, passed on; what was put into the room."""

from __future__ import annotations

from typing import Any

MORE = {
    #                guest customer other_c. outsider colleague moderator admin deactiv. author
    "people of the room, looking at its tools": (
        "           in    404      404      404      200       404       404   in       200",
        """
        GET chat:pinned
        GET chat:files
        GET chat:poll-new
        GET chat:forward
        GET chat:share
        """,
    ),
    "everybody: of what one may not read, that there is something": (
        "           in    200      200      200      200       200       200   in       200",
        "GET chat:quote",
    ),
    "people of the room, with its messages": (
        "           in    404      404      404      302       404       404   in       302",
        """
        POST chat:pin
        POST chat:poll-new
        POST chat:forward
        POST chat:share
        """,
    ),
    "who said it": (
        "           in    404      404      404      403       404       404   in       200",
        "GET chat:edit",
    ),
    "who said it, changing it": (
        "           in    404      404      404      403       404       404   in       302",
        "POST chat:edit",
    ),
    "what was put into the room, in the API": (
        "           401   404      404      404      200       404       404   401      200",
        """
        GET api:room_pins
        GET api:room_files
        """,
    ),
    "people of the room, pinning in the API": (
        "           401   404      404      404      204       404       404   401      204",
        """
        PUT api:pin_message
        DELETE api:pin_message
        """,
    ),
    "people of the room, passing on in the API": (
        "           401   404      404      404      201       404       404   401      201",
        "POST api:forward_message",
    ),
}

FORMS: dict[str, dict[str, Any]] = {
    "chat:edit": {"body": "The fans are still on trial.", "based_on": "0"},
    "chat:pin": {"_method": "PUT"},
    "chat:poll-new": {"question": "Louder?", "option_1": "Yes", "option_2": "No", "results": "voting"},
    "chat:forward": {"room": "{room_id}"},
    "chat:share": {"room": "{room_id}"},
}
DOCUMENTS: dict[str, dict[str, Any]] = {"api:forward_message": {"people": ["ada"]}}

IN_THE_API = {
    "chat:edit": "PATCH /messages/{message_id}",
    "chat:forward": "POST /messages/{message_id}/forward",
    "chat:pin": "PUT /messages/{message_id}/pin, DELETE /messages/{message_id}/pin",
    "chat:poll-new": "POST /rooms/{room_id}/messages",
    "chat:share": "POST /rooms/{room_id}/messages",
}


def called_with(world: Any) -> dict[str, Any]:
    at = {"entry_id": world.message.pk}
    named = ("chat:edit", "chat:forward", "chat:pin", "chat:quote", "chat:share")
    return dict.fromkeys(named, at) | {"api:forward_message": {"message_id": world.message.pk}}
