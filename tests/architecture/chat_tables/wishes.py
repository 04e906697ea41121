"""What people hear of their rooms."""

from __future__ import annotations

from typing import Any

from chat import actions

MORE = {
    "people of the room hear": (
        "           in    404      404      404      200       404       404   in       200",
        """
        GET chat:hear
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
    "one's own word": (
        "           in    404      404      404      302       404       404   in       404",
        """
        POST chat:drop-word
        """,
    ),
}
FORMS = {"chat:add-word": {"text": "kettle"}}


def called_with(world: Any) -> dict[str, Any]:
    return {"chat:drop-word": {"word_id": actions.add_word(by=world.colleague, text="kettle fans").pk}}
