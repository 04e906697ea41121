"""Chat in the API, and the programs that take part in it."""

from __future__ import annotations

from typing import Any

from chat.actions.bots import add_bot, bring_bot
from chat.actions.rooms import open_room
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
        PUT api:room_level
        """,
    ),
    "who keeps the room, in the API": (
        "           401   404      404      404      403       404       404   401      200",
        """
        PATCH api:room
        PATCH api:one_message
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
    "nobody's bot": (
        "           404   404      404      404      404       404       404   404      404",
        """
        POST chat:hook
        """,
    ),
    "people of the room, about its bots": (
        "           in    404      404      404      200       404       404   in       200",
        """
        GET chat:bots
        GET chat:commands
        """,
    ),
    "who keeps the bots of the room": (
        "           in    404      404      404      403       404       404   in       200",
        """
        GET chat:bot-new
        POST chat:bot-new
        GET chat:bot
        POST chat:bot-secret
        """,
    ),
    "who keeps the bots of the room, led on": (
        "           in    404      404      404      403       404       404   in       302",
        """
        POST chat:bot
        POST chat:bot-do
        POST chat:bot-away
        """,
    ),
    "people of the room, about its bots, in the API": (
        "           401   404      404      404      200       404       404   401      200",
        """
        GET api:room_bots
        GET api:room_commands
        """,
    ),
    "who keeps the bots, in the API": (
        "           401   404      404      404      403       404       404   401      200",
        """
        GET api:bot
        PATCH api:bot
        """,
    ),
    "who makes bots, in the API": (
        "           401   404      404      404      403       404       404   401      201",
        """
        POST api:room_bots
        POST api:new_bot_address
        """,
    ),
    "who does something with the bots, in the API": (
        "           401   404      404      404      403       404       404   401      204",
        """
        PUT api:bring_bot
        DELETE api:bring_bot
        DELETE api:bot
        DELETE api:new_bot_address
        DELETE api:revoke_bot_token
        """,
    ),
}

FORMS = {
    "chat:bot-new": {"name": "Door watch"},
    "chat:bot": {"name": "Door watch"},
    "chat:bot-secret": {"of": "token"},
    "chat:bot-do": {"do": "revoke"},
}
DOCUMENTS: dict[str, dict[str, Any]] = {
    "api:rooms": {"name": "greenhouse"},
    "api:room": {"about": "What grows"},
    "api:one_message": {"body": "Good evening"},
    "api:bot": {"name": "Gate watch"},
    "api:direct_room": {"people": ["ada"]},
    "api:room_members": {"people": ["ada"]},
    "api:room_member": {"role": "member"},
    "api:room_messages": {"body": "Good morning"},
    "api:mark_room_read": {"seq": 1},
    "api:mark_room_unread": {"seq": 1},
    "api:room_level": {"level": "all"},
    "api:room_in_section": {"section_id": None},
    "api:room_sections": {"name": "Work"},
    "api:order_room_sections": {"sections": []},
    "api:room_section": {"name": "Rest"},
    "api:room_bots": {"name": "Door watch"},
}
IN_THE_API = {
    "chat:bot-new": "POST /rooms/{room_id}/bots",
    "chat:bot": "PATCH /bots/{bot_id}",
    "chat:bot-do": "DELETE /bots/{bot_id}, DELETE /bots/{bot_id}/address, DELETE /bots/{bot_id}/token, "
    "PUT /rooms/{room_id}/bots/{bot_id}",
    "chat:bot-away": "DELETE /rooms/{room_id}/bots/{bot_id}",
    "chat:bot-secret": "POST /bots/{bot_id}/address",
}
BROWSERS_ONLY = {
    "chat:hook": "The address of a bot: programs speak to it already, without a person's token.",
}


def called_with(world: Any) -> dict[str, Any]:
    bot, _secret = add_bot(world.room, by=world.author, name="Fan watch")
    guest, _secret = add_bot(open_room(by=world.author, name="bench"), by=world.author, name="Bench watch")
    bring_bot(guest, world.room, by=world.author)
    return {
        **{f"chat:{page}": {"room_id": world.room.pk, "bot_id": bot.pk} for page in ("bot", "bot-secret", "bot-do")},
        "chat:bot-away": {"room_id": world.room.pk, "bot_id": guest.pk},
        "bot_id": bot.pk,
        "api:bring_bot": {"room_id": world.room.pk, "bot_id": guest.pk},
        "chat:hook": {"token": "x" * 43},
        "api:room_section": {"section_id": make_section(by=world.colleague, name="Work").pk},
        "api:room_member": {"room_id": world.room.pk, "handle": world.colleague.handle},
    }
