"""The page of a room, what it fetches and sends, and the list beside it."""

from __future__ import annotations

MORE = {
    #                guest customer other_c. outsider colleague moderator admin deactiv. author
    "everybody, who is in a room straight into it": (
        "           in    200      200      200      302       200       200   in       302",
        "GET chat:home",
    ),
    "everybody, led on to the page of the list": (
        "           in    302      302      302      302       302       302   in       302",
        "GET chat:sidebar",
    ),
    "people of the room, what was said in it": (
        "           in    404      404      404      200       404       404   in       200",
        "GET chat:messages",
    ),
    "people of the room, writing and reading": (
        "           in    404      404      404      302       404       404   in       302",
        """
        POST chat:messages
        POST chat:read
        POST chat:unread
        """,
    ),
}
FORMS = {"chat:messages": {"body": "They are quiet."}, "chat:unread": {"seq": "1"}}
IN_THE_API = {
    "chat:messages": "POST /rooms/{room_id}/messages",
    "chat:read": "PUT /rooms/{room_id}/read",
    "chat:unread": "PUT /rooms/{room_id}/unread",
}
