"""Chat in the API, and the programs that take part in it."""

from __future__ import annotations

from typing import Any

from chat.actions.sidebar import make_section

MORE = {
    #                guest customer other_c. outsider colleague moderator admin deactiv. author
    "what one sees of the rooms, in the API": (
        "           401   200      200      200      200       200       200   401      200",
        """
        GET api:rooms
        GET api:own_rooms
        GET api:room_sections
        """,
    ),
    "what staff open, in the API": (
        "           401   403      403      201      201       201       201   401      201",
        """
        POST api:rooms
        """,
    ),
    "who writes to the author, in the API": (
        "           401   422      422      200      200       200       200   401      200",
        """
        POST api:direct_room
        """,
    ),
    "people of the room, in the API": (
        "           401   404      404      404      200       404       404   401      200",
        """
        GET api:room
        GET api:room_members
        GET api:room_messages
        GET api:one_message
        GET api:message_replies
        """,
    ),
    "who says something there, in the API": (
        "           401   404      404      404      201       404       404   401      201",
        """
        POST api:room_messages
        """,
    ),
    "how one keeps the room for oneself, in the API": (
        "           401   404      404      404      204       404       404   401      204",
        """
        PUT api:mark_room_read
        PUT api:mark_room_unread
        PUT api:favourite_room
        DELETE api:favourite_room
        PUT api:room_in_section
        """,
    ),
    "who keeps the room, in the API": (
        "           401   404      404      404      403       404       404   401      200",
        """
        PUT api:archive_room
        DELETE api:archive_room
        POST api:room_members
        """,
    ),
    "who keeps the room or said it, in the API": (
        "           401   404      404      404      403       404       404   401      204",
        """
        PUT api:room_member
        DELETE api:room_member
        DELETE api:one_message
        """,
    ),
    "what this room has no use for, in the API": (
        "           401   404      404      404      403       404       404   401      403",
        """
        POST api:call_room
        PUT api:join_room
        PUT api:close_direct
        """,
    ),
    "who leaves the room, in the API; not its last owner": (
        "           401   404      404      404      204       404       404   401      422",
        """
        DELETE api:join_room
        """,
    ),
    "a heading of one's own, in the API": (
        "           401   201      201      201      201       201       201   401      201",
        """
        POST api:room_sections
        """,
    ),
    "the order of one's own headings, in the API": (
        "           401   204      204      204      204       204       204   401      204",
        """
        PUT api:order_room_sections
        """,
    ),
    "the colleague's heading, in the API": (
        "           401   404      404      404      200       404       404   401      404",
        """
        PUT api:room_section
        """,
    ),
    "deleting the colleague's heading, in the API": (
        "           401   404      404      404      204       404       404   401      404",
        """
        DELETE api:room_section
        """,
    ),
}

DOCUMENTS: dict[str, dict[str, Any]] = {
    "api:rooms": {"name": "greenhouse"},
    "api:direct_room": {"people": ["ada"]},
    "api:room_members": {"people": ["ada"]},
    "api:room_member": {"role": "member"},
    "api:room_messages": {"body": "Good morning"},
    "api:mark_room_read": {"seq": 1},
    "api:mark_room_unread": {"seq": 1},
    "api:room_in_section": {"section_id": None},
    "api:room_sections": {"name": "Work"},
    "api:order_room_sections": {"sections": []},
    "api:room_section": {"name": "Rest"},
}


def called_with(world: Any) -> dict[str, Any]:
    return {
        "api:room_section": {"section_id": make_section(by=world.colleague, name="Work").pk},
        "api:room_member": {"room_id": world.room.pk, "handle": world.colleague.handle},
    }
