"""The tree, beginning and moving pages, templates, and the trash."""

from __future__ import annotations

from typing import Any

from wiki import actions

MORE = {
    #                guest customer other_c. outsider colleague moderator admin deactiv. author
    "who may know of the lab sees an empty list of its pages": (
        "           404    404      404      200      200       200       200   404      200",
        """
        GET wiki:pages
        """,
    ),
    "who may know of the lab is led on to its wiki": (
        "           404    404      404      302      302       302       302   404      302",
        """
        GET wiki:tree
        """,
    ),
    "what belongs to a page of the lab, for its people": (
        "           404    404      404      404      200       404       404   404      200",
        """
        GET wiki:menu
        """,
    ),
    "what belongs to a page of the lab, led on": (
        "           404    404      404      404      302       404       404   404      302",
        """
        GET wiki:tree-around
        """,
    ),
    "people of the lab put its pages in order": (
        "           in     404      404      404      200       404       404   in       200",
        """
        GET wiki:move
        GET wiki:rename
        """,
    ),
    "people of the lab put its pages in order, done": (
        "           in     404      404      404      302       404       404   in       302",
        """
        POST wiki:move
        POST wiki:rename
        POST wiki:copy
        """,
    ),
    "people of the lab see what its pages begin with, and what is in the trash": (
        "           in     404      404      403      200       403       403   in       200",
        """
        GET wiki:templates
        GET wiki:trash
        """,
    ),
    "who answers for a page of the lab": (
        "           in     404      404      404      403       404       404   in       200",
        """
        GET wiki:trash-page
        """,
    ),
    "who answers for a page of the lab, done": (
        "           in     404      404      404      403       404       404   in       302",
        """
        POST wiki:trash-page
        POST wiki:template
        """,
    ),
    "who keeps the lab chooses what its wiki opens with": (
        "           in     404      404      403      403       403       403   in       302",
        """
        POST wiki:start
        """,
    ),
    "what is in the trash, for who keeps the lab": (
        "           in     404      404      404      404       404       404   in       302",
        """
        POST wiki:restore
        POST wiki:erase
        """,
    ),
}
BROWSERS_ONLY = {"wiki:erase": "deleting for ever is not to be done by a mistake in a program"}
FORMS = {
    "wiki:move": {"parent": ""},
    "wiki:rename": {"title": "The handbook"},
    "wiki:template": {"template": "1"},
    "wiki:start": {"page": ""},
}


def called_with(world: Any) -> dict[str, Any]:
    gone = actions.create_page(world.lab, by=world.author, title="Gone")
    actions.trash_page(gone, by=world.author)
    return {"wiki:restore": {"page_id": gone.pk}, "wiki:erase": {"page_id": gone.pk}}
