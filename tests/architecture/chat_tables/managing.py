"""The pages on which rooms are opened, kept and left, and the own list of them."""

from __future__ import annotations

from typing import Any

from chat.actions import make_section

MORE = {
    #                guest customer other_c. outsider colleague moderator admin deactiv. author
    "everybody signed in, about rooms": (
        "           in    200      200      200      200       200       200   in       200",
        """
        GET chat:rooms
        GET chat:direct-new
        GET chat:sections
        """,
    ),
    "everybody signed in, making a heading": (
        "           in    302      302      302      302       302       302   in       302",
        "POST chat:sections",
    ),
    "who may write to Ben": (
        "           in    422      422      302      302       302       302   in       302",
        "POST chat:direct-new",
    ),
    "staff open rooms": (
        "           in    403      403      200      200       200       200   in       200",
        "GET chat:room-new",
    ),
    "staff open rooms, done": (
        "           in    403      403      302      302       302       302   in       302",
        "POST chat:room-new",
    ),
    "whose heading it is": (
        "           in    404      404      404      404       404       404   in       302",
        "POST chat:section",
    ),
    "people of the room, among themselves": (
        "           in    404      404      404      200       404       404   in       200",
        """
        GET chat:menu
        GET chat:people
        GET chat:leave
        GET chat:place
        """,
    ),
    "people of the room, done": (
        "           in    404      404      404      302       404       404   in       302",
        """
        POST chat:favourite
        POST chat:place
        """,
    ),
    "people of the room, who find it cannot be done so": (
        "           in    404      404      404      403       404       404   in       403",
        """
        POST chat:close
        POST chat:join
        POST chat:call
        """,
    ),
    "owners of the room": (
        "           in    404      404      404      403       404       404   in       200",
        """
        GET chat:settings
        GET chat:add
        """,
    ),
    "owners of the room, done": (
        "           in    404      404      404      403       404       404   in       302",
        """
        POST chat:settings
        POST chat:add
        POST chat:archive
        POST chat:make-owner
        POST chat:remove
        """,
    ),
    "who leaves, and the only owner who has to name another first": (
        "           in    404      404      404      302       404       404   in       422",
        "POST chat:leave",
    ),
}

FORMS = {
    "chat:room-new": {"name": "kitchen", "sort": "open"},
    "chat:direct-new": {"people": "@ben"},
    "chat:sections": {"name": "Daily"},
    "chat:section": {"do": "rename", "name": "Weekly"},
    "chat:settings": {"name": "trials", "posting": "everyone"},
    "chat:archive": {"archived": "1"},
    "chat:add": {"people": "@cleo", "history": "without"},
    "chat:make-owner": {"owner": "1"},
    "chat:favourite": {"favourite": "1"},
}

IN_THE_API = {
    "chat:add": "POST /rooms/{room_id}/members",
    "chat:archive": "PUT /rooms/{room_id}/archived, DELETE /rooms/{room_id}/archived",
    "chat:call": "POST /rooms/{room_id}/calls",
    "chat:close": "PUT /rooms/{room_id}/closed",
    "chat:direct-new": "POST /rooms/direct",
    "chat:favourite": "PUT /rooms/{room_id}/favourite, DELETE /rooms/{room_id}/favourite",
    "chat:join": "PUT /rooms/{room_id}/membership",
    "chat:leave": "DELETE /rooms/{room_id}/membership",
    "chat:make-owner": "PUT /rooms/{room_id}/members/{handle}",
    "chat:place": "PUT /rooms/{room_id}/section",
    "chat:remove": "DELETE /rooms/{room_id}/members/{handle}",
    "chat:room-new": "POST /rooms",
    "chat:section": "PUT /me/room-sections/{section_id}, DELETE /me/room-sections/{section_id}, "
    "PUT /me/room-sections/order",
    "chat:sections": "POST /me/room-sections",
    "chat:settings": "PATCH /rooms/{room_id}",
}


def called_with(world: Any) -> dict[str, Any]:
    section = make_section(by=world.author, name="Trials")
    return {
        "section_id": section.pk,
        "chat:make-owner": {"handle": world.colleague.handle},
        "chat:remove": {"handle": world.colleague.handle},
    }
