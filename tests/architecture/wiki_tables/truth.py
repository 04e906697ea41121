"""Whether a page is true, and of use."""

from __future__ import annotations

from typing import Any

from wiki.truth.actions import say_helpful

MORE = {
    #                guest customer other_c. outsider colleague moderator admin deactiv. author
    "everybody has a list of the pages they answer for": (
        "           in     200      200      200      200       200       200   in       200",
        """
        GET wiki:mine
        """,
    ),
    "who keeps the lab answers for its pages": (
        "           in     404      404      404      403       404       404   in       200",
        """
        GET wiki:owner
        GET wiki:opinions
        """,
    ),
    "who keeps the lab answers for its pages, done": (
        "           in     404      404      404      403       404       404   in       302",
        """
        POST wiki:owner
        POST wiki:verify
        POST wiki:settle-opinion
        """,
    ),
    "people of the lab say whether its pages are of use": (
        "           404    404      404      404      302       404       404   404      302",
        """
        POST wiki:helpful
        """,
    ),
}
FORMS = {"wiki:owner": {"months": "6"}, "wiki:helpful": {"helpful": "1"}}


def called_with(world: Any) -> dict[str, Any]:
    said = say_helpful(world.handbook, by=world.colleague, was_helpful=False, words="Which bearings?")
    return {"opinion_id": said.pk}
