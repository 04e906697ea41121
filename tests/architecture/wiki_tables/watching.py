"""What changed lately, and who wants to hear of it."""

from __future__ import annotations

MORE = {
    #                guest customer other_c. outsider colleague moderator admin deactiv. author
    "each has a list of what they watch": (
        "           in    200      200      200      200       200       200   in       200",
        "GET wiki:watched",
    ),
    "who may know of the lab knows that its wiki changes": (
        "           404    404      404      200      200       200       200   404      200",
        "GET wiki:changes-in",
    ),
    "people of the lab watch a page": (
        "           in     404      404      404      302       404       404   in       302",
        "POST wiki:watch",
    ),
    "people of the lab watch all its pages": (
        "           in     404      404      403      302       403       403   in       302",
        "POST wiki:watch-space",
    ),
}
FORMS = {"wiki:watch": {"way": "page"}, "wiki:watch-space": {"watching": "1"}}
