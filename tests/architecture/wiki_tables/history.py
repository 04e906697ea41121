"""The history of a page: reading it, going back, taking texts out of it."""

from __future__ import annotations

from typing import Any

from wiki import actions
from wiki.models import Page, Version

MORE = {
    #                guest customer other_c. outsider colleague moderator admin deactiv. author
    "people of the lab read how its pages came to be": (
        "           404    404      404      404      200       404       404   404      200",
        """
        GET wiki:history
        GET wiki:version
        GET wiki:version-source
        GET wiki:compare
        GET wiki:authors
        """,
    ),
    "people of the lab choose two versions": (
        "           404    404      404      404      302       404       404   404      302",
        "GET wiki:compare-pair",
    ),
    "people of the lab go back": (
        "           in     404      404      404      200       404       404   in       200",
        """
        GET wiki:version-restore
        GET wiki:version-note
        """,
    ),
    "people of the lab go back, done": (
        "           in     404      404      404      302       404       404   in       302",
        """
        POST wiki:version-restore
        POST wiki:version-note
        """,
    ),
    "who answers for a page takes texts out of its history": (
        "           in     404      404      404      403       404       404   in       200",
        "GET wiki:version-withdraw",
    ),
    "who answers for a page takes texts out of its history, done": (
        "           in     404      404      404      403       404       404   in       302",
        "POST wiki:version-withdraw",
    ),
}
IN_THE_API = {"wiki:version-withdraw": "DELETE /pages/{page_id}/revisions/{number}"}
FORMS = {
    "wiki:version-note": {"note": "Before the move"},
    "wiki:version-withdraw": {"last": "2", "reason": "A password stood there."},
}
QUERIES = {"wiki:compare-pair": "?older=1&newer=3"}


def called_with(world: Any) -> dict[str, Any]:
    page = actions.create_page(world.lab, by=world.author, title="Oils", body="Grease them.")
    for text in ("Grease them weekly.", "Grease them monthly."):
        actions.put_text(Page.objects.get(pk=page.pk), by=world.author, text=text)
    assert Version.objects.filter(page=page).count() == 3
    of_page = {"page_id": page.pk}
    version = of_page | {"number": 2}
    return {
        "wiki:history": of_page,
        "wiki:compare-pair": of_page,
        "wiki:authors": of_page,
        "wiki:compare": of_page | {"older": 1, "newer": 3},
        "wiki:version": version,
        "wiki:version-source": version,
        "wiki:version-restore": version,
        "wiki:version-note": version,
        "wiki:version-withdraw": version,
    }
