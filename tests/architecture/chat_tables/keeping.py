"""How long a room keeps its messages, and copies of it."""

from __future__ import annotations

from typing import Any

from chat.models import RoomExport

MORE = {
    #                guest customer other_c. outsider colleague moderator admin deactiv. author
    "people of the room, about its messages and copies": (
        "           in    404      404      404      200       404       404   in       200",
        """
        GET chat:keeping
        GET chat:exports
        """,
    ),
    "who owns the room, how long it keeps": (
        "           in    404      404      404      403       404       404   in       422",
        "POST chat:keeping",
    ),
    "who owns the room, copies": (
        "           in    404      404      404      403       404       404   in       302",
        "POST chat:export",
    ),
    "who asked for the copy": (
        "           in    404      404      404      404       404       404   in       302",
        "POST chat:export-forget",
    ),
    # The file is not made yet: not there for anybody.
    "nobody, before it is made": (
        "           in    404      404      404      404       404       404   in       404",
        "GET chat:export-file",
    ),
    "people of the room, about its messages and copies, in the API": (
        "           401   404      404      404      200       404       404   401      200",
        """
        GET api:room_keeps
        GET api:room_copies
        """,
    ),
    "who owns the room, how long it keeps, in the API": (
        "           401   404      404      404      403       404       404   401      200",
        "PUT api:room_keeps",
    ),
    "who owns the room, copies, in the API": (
        "           401   404      404      404      403       404       404   401      201",
        "POST api:room_copies",
    ),
    "who asked for the copy, in the API": (
        "           401   404      404      404      404       404       404   401      200",
        "GET api:room_copy",
    ),
    "who asked for the copy and throws it away, in the API": (
        "           401   404      404      404      404       404       404   401      204",
        "DELETE api:room_copy",
    ),
    "nobody, before the copy is made, in the API": (
        "           401   404      404      404      404       404       404   401      404",
        "GET api:room_copy_file",
    ),
}
DOCUMENTS = {"api:room_keeps": {"days": 30}}


def called_with(world: Any) -> dict[str, Any]:
    copy = RoomExport.objects.create(room=world.room, person=world.author)
    at = {"room_id": world.room.pk, "pk": copy.pk}
    return {
        "chat:export-file": at,
        "chat:export-forget": at,
        "copy_id": copy.pk,
    }


IN_THE_API = {
    "chat:keeping": "PUT /rooms/{room_id}/keeping",
    "chat:export": "POST /rooms/{room_id}/copies",
    "chat:export-forget": "DELETE /rooms/{room_id}/copies/{copy_id}",
}
