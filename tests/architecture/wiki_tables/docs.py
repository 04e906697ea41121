"""The documentation: what of the wiki is read outside, at /docs/. The pages of the lab are none of it."""

from __future__ import annotations

MORE = {
    #                guest customer other_c. outsider colleague moderator admin deactiv. author
    "a page of the lab is read in the wiki, where its people are led": (
        "           404    404      404      404      302       404       404   404      302",
        """
        GET wiki:docs-page
        GET wiki:docs-by-number
        """,
    ),
    "people of the lab say for which versions its pages are": (
        "           in     404      404      404      200       404       404   in       200",
        """
        GET wiki:versions-it-is-for
        """,
    ),
    "people of the lab say for which versions its pages are, done": (
        "           in     404      404      404      302       404       404   in       302",
        """
        POST wiki:versions-it-is-for
        """,
    ),
}
IN_THE_API = {"wiki:versions-it-is-for": "PUT /entries/{entry_id}/applies-to"}
