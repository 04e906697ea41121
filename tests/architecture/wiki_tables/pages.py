"""Reading a page, and beginning one."""

from __future__ import annotations

from typing import Any

OPEN_TO_GUESTS = {"everybody reads what wikis there are"}
MORE = {
    #                guest customer other_c. outsider colleague moderator admin deactiv. author
    "everybody reads what wikis there are": (
        "           200   200      200      200      200       200       200   200      200",
        """
        GET wiki:home
        GET wiki:docs
        GET wiki:docs-atom
        GET wiki:changes
        GET wiki:changes-atom
        """,
    ),
    "people of the lab read its pages": (
        "           404    404      404      404      200       404       404   404      200",
        """
        GET wiki:page
        """,
    ),
    "people of the lab are led on to its pages": (
        "           404    404      404      404      302       404       404   404      302",
        """
        GET wiki:page-by-number
        """,
    ),
    "who may know of the lab knows that it has a wiki": (
        "           404    404      404      200      200       200       200   404      200",
        """
        GET wiki:of-space
        """,
    ),
    "people of the lab begin pages": (
        "           in     404      404      403      200       403       403   in       200",
        """
        GET wiki:new
        """,
    ),
    "people of the lab begin pages, done": (
        "           in     404      404      403      302       403       403   in       302",
        """
        POST wiki:new
        """,
    ),
}
FORMS = {"wiki:new": {"title": "Bearings"}}


def called_with(world: Any) -> dict[str, Any]:
    return {"wiki:page": {"page_id": world.handbook.pk, "slug": world.handbook.slug}}
