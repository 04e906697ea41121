"""Threads, and who has seen a message."""

from __future__ import annotations

from typing import Any

MORE = {
    #                guest customer other_c. outsider colleague moderator admin deactiv. author
    "everybody, about the threads they follow": (
        "           in    200      200      200      200       200       200   in       200",
        "GET chat:threads",
    ),
    "everybody, reading the threads they follow": (
        "           in    302      302      302      302       302       302   in       302",
        "POST chat:threads-read",
    ),
    "people of the room, who has seen a message": (
        "           in    404      404      404      200       404       404   in       200",
        "GET chat:seen",
    ),
    "people of the room, led on to a thread": (
        "           in    404      404      404      302       404       404   in       302",
        """
        GET chat:thread
        GET chat:replies
        POST chat:thread-read
        POST chat:thread-unread
        POST chat:thread-follow
        """,
    ),
    "what is new for oneself, in the API": (
        "           401   200      200      200      200       200       200   401      200",
        """
        GET api:what_is_new
        GET api:own_threads
        """,
    ),
    "reading all threads, in the API": (
        "           401   204      204      204      204       204       204   401      204",
        "PUT api:read_threads",
    ),
    "people of the room, about one thread, in the API": (
        "           401   404      404      404      204       404       404   401      204",
        """
        PUT api:follow_thread
        DELETE api:follow_thread
        PUT api:mark_thread_read
        PUT api:mark_thread_unread
        """,
    ),
    "people of the room, who has seen a message, in the API": (
        "           401   404      404      404      200       404       404   401      200",
        "GET api:message_readers",
    ),
}
IN_THE_API = {
    "chat:thread-follow": "PUT /messages/{message_id}/thread, DELETE /messages/{message_id}/thread",
    "chat:thread-read": "PUT /messages/{message_id}/thread/read",
    "chat:thread-unread": "PUT /messages/{message_id}/thread/unread",
    "chat:threads-read": "PUT /me/threads/read",
}


FORMS = {"chat:thread-unread": {"seq": "{reply_seq}"}}
# The reply is the third that is said there: somebody is brought in, a message, the reply.
DOCUMENTS = {"api:mark_thread_read": {"seq": 3}, "api:mark_thread_unread": {"seq": 3}}


def called_with(world: Any) -> dict[str, Any]:
    at = {"entry_id": world.message.pk}
    names = ("thread", "replies", "seen", "thread-read", "thread-unread", "thread-follow")
    return {f"chat:{name}": at for name in names} | {"reply_seq": world.reply.seq}
