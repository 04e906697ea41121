"""The languages of a page. Behind the addresses stand the handbook in Italian, and fans, which is no translation."""

from __future__ import annotations

from typing import Any

from wiki import actions

MORE = {
    #                guest customer other_c. outsider colleague moderator admin deactiv. author
    "people of the lab see the languages of its pages": (
        "           404    404      404      404      200       404       404   404      200",
        "GET wiki:languages",
    ),
    "people of the lab see what has changed since a translation": (
        "           in     404      404      404      200       404       404   in       200",
        "GET wiki:changed-since",
    ),
    "who may know of the lab may ask what is outdated in it": (
        "           404    404      404      200      200       200       200   404      200",
        "GET wiki:outdated-translations",
    ),
    "people of the lab say its pages in other languages": (
        "           in     404      404      404      302       404       404   in       302",
        """
        POST wiki:translate
        POST wiki:link-translation
        POST wiki:unlink-translation
        POST wiki:language
        POST wiki:mark-current
        """,
    ),
}
FORMS = {
    "wiki:translate": {"language": "de", "title": "Handbuch"},
    "wiki:link-translation": {"page": "{page_id}", "language": "fr"},
    "wiki:language": {"language": "de"},
}


def called_with(world: Any) -> dict[str, Any]:
    italian = actions.translate_page(world.handbook, by=world.author, language="it", title="Manuale")
    return {
        "wiki:changed-since": {"page_id": italian.pk},
        "wiki:unlink-translation": {"page_id": italian.pk},
        "wiki:mark-current": {"page_id": italian.pk},
        "wiki:link-translation": {"page_id": world.fans.pk},
    }
