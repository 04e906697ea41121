"""What is done on the page of a topic besides answering, and lists of topics."""

from __future__ import annotations

from typing import Any

from forum import actions

OPEN_TO_GUESTS = {"everybody reads remarks and lists", "everybody is led on to answers"}
MORE = {
    #                guest customer other_c. outsider colleague moderator admin deactiv. author
    "everybody reads remarks and lists": (
        "           200   200      200      200      200       200       200   200      200",
        """
        GET forum:remarks
        GET forum:tag
        """,
    ),
    "everybody is led on to answers": (
        "           302   302      302      302      302       302       302   302      302",
        "GET forum:answer-part",
    ),
    "whoever has an account remarks": (
        "           in    302      302      302      302       302       302   in       302",
        "POST forum:remarks",
    ),
    "whoever has an account reads up to somewhere": (
        "           in    204      204      204      204       204       204   in       204",
        "POST forum:read",
    ),
    "whoever has an account has read everything": (
        "           in    302      302      302      302       302       302   in       302",
        "POST forum:read-everything",
    ),
    "an answer is its author's": (
        "           in    403      403      403      200       403       403   in       403",
        "GET forum:answer-edit",
    ),
    "an answer is its author's, done": (
        "           in    403      403      403      302       403       403   in       403",
        "POST forum:answer-edit",
    ),
}
FORMS: dict[str, Any] = {
    "forum:remarks": {"body": "Which one?"},
    "forum:answer-edit": {"body": "It is the sensor, I think.", "based_on": "0"},
}
_MARK = "Remembers how far somebody looked in the pages; programs know what they have read."
BROWSERS_ONLY = {"forum:read": _MARK, "forum:read-everything": _MARK}
IN_THE_API = {
    "forum:remarks": "POST /entries/{entry_id}/comments",
}


def called_with(world: Any) -> dict[str, Any]:
    actions.ask(world.category, by=world.author, title="Ice on the reader", body="It comes back.", tags=["freezer"])
    return {"forum:tag": {"slug": "freezer"}}
