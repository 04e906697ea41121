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
}
