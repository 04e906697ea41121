"""What the editor asks: names of pages, and a place for files."""

from __future__ import annotations

MORE = {
    #                guest customer other_c. outsider colleague moderator admin deactiv. author
    "who has an account completes names of pages": (
        "           in     200      200      200      200       200       200   in       200",
        """
        GET wiki:complete
        """,
    ),
    # Who sees the space and not the page is led to where it would be begun: a guess tells nobody that it is there.
    "a name leads to its page, or to where it would be begun": (
        "           in     404      404      302      302       302       302   in       302",
        """
        GET wiki:find
        """,
    ),
    "people of the lab put files into its pages": (
        "           in     404      404      404      422       404       404   in       422",
        """
        POST wiki:add-files
        """,
    ),
}
# What a text names, and whoever writes it has uploaded, becomes the page's.
IN_THE_API = {"wiki:add-files": "POST /files, PUT /pages/{page_id}/text"}
QUERIES = {"wiki:complete": "?q=Hand", "wiki:find": "?target=lab/Handbook"}
