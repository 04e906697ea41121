"""Writing in a page: the editor and its form, its title, its versions by hand."""

from __future__ import annotations

MORE = {
    #                guest customer other_c. outsider colleague moderator admin deactiv. author
    "people of the lab write in its pages": (
        "           in     404      404      404      200       404       404   in       200",
        """
        GET wiki:edit
        """,
    ),
    "people of the lab write in its pages, done": (
        "           in     404      404      404      302       404       404   in       302",
        """
        POST wiki:edit
        POST wiki:title
        POST wiki:save
        POST wiki:publish
        POST wiki:take-back
        """,
    ),
    "people of the lab hear who writes in its pages": (
        "           404    404      404      404      200       404       404   404      200",
        """
        GET wiki:writers
        """,
    ),
}
FORMS = {"wiki:edit": {"text": "How the lab works now."}, "wiki:title": {"title": "Handbook"}}
QUERIES = {"wiki:writers": "?who=1"}
