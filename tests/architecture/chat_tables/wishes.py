"""What people hear of their rooms."""

from __future__ import annotations

from typing import Any

from chat import actions

MORE = {
    "people of the room hear": (
        "           in    404      404      404      200       404       404   in       200",
        """
        GET chat:hear
        GET chat:search
        """,
    ),
    "everybody's own words": (
        "           in    200      200      200      200       200       200   in       200",
        """
        GET chat:wishes
        """,
    ),
    "everybody adds words": (
        "           in    302      302      302      302       302       302   in       302",
        """
        POST chat:add-word
        """,
    ),
    "everybody, in the API": (
        "           401   200      200      200      200       200       200   401      200",
        """
        GET api:chat_words
        """,
    ),
    "everybody adds words, in the API": (
        "           401   201      201      201      201       201       201   401      201",
        """
        POST api:chat_words
        """,
    ),
    "one's own word, in the API": (
        "           401   404      404      404      204       404       404   401      404",
        """
        DELETE api:drop_chat_word
        """,
    ),
    "one's own word": (
        "           in    404      404      404      302       404       404   in       404",
        """
        POST chat:drop-word
        """,
    ),
}
FORMS = {"chat:add-word": {"text": "kettle"}}
DOCUMENTS = {
    "api:chat_words": {"text": "kettle"},
}
IN_THE_API = {
    "chat:add-word": "POST /me/chat-words",
    "chat:drop-word": "DELETE /me/chat-words/{word_id}",
}


def called_with(world: Any) -> dict[str, Any]:
    word = {"word_id": actions.add_word(by=world.colleague, text="kettle fans").pk}
    return {"chat:drop-word": word, "api:drop_chat_word": word}
