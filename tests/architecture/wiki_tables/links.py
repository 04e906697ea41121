"""What points where."""

from __future__ import annotations

MORE = {
    #                guest customer other_c. outsider colleague moderator admin deactiv. author
    "who may know of the lab sees that its wiki has links": (
        "           404    404      404      200      200       200       200   404      200",
        """
        GET wiki:links
        """,
    ),
    "people of the lab see what points at its pages": (
        "           404    404      404      404      200       404       404   404      200",
        """
        GET wiki:backlinks
        """,
    ),
}
