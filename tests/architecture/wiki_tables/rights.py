"""Who reads, edits and improves a page; publishing it, and looking at it as people outside do."""

from __future__ import annotations

from typing import Any

MORE = {
    "people of the lab see who reads its pages, in the API": (
        "           401   404      404      404      200       404       404   401      200",
        "GET api:page_rights",
    ),
    #                guest customer other_c. outsider colleague moderator admin deactiv. author
    "people of the lab see who reads its pages": (
        "           in     404      404      404      200       404       404   in       200",
        """
        GET wiki:rights
        GET wiki:unpublished
        GET wiki:seen-as
        """,
    ),
    "who answers for a page sets who reads, first asked whether it is meant": (
        "           in     404      404      404      403       404       404   in       200",
        "POST wiki:rights-reading",
    ),
    "who answers for a page sets who edits and improves it": (
        "           in     404      404      404      403       404       404   in       302",
        """
        POST wiki:rights-editing
        POST wiki:rights-proposing
        POST wiki:lock
        POST wiki:rights-robots
        """,
    ),
}
IN_THE_API = {
    "wiki:rights-reading": "PATCH /pages/{page_id}/rights",
    "wiki:rights-editing": "PATCH /pages/{page_id}/rights",
    "wiki:rights-proposing": "PATCH /pages/{page_id}/rights",
    "wiki:lock": "PUT /pages/{page_id}/lock, DELETE /pages/{page_id}/lock",
}
FORMS = {
    "wiki:rights-reading": {"reads": "customers"},
    "wiki:rights-editing": {"edits": "keepers"},
    "wiki:rights-proposing": {"proposals": "nobody"},
    "wiki:lock": {"reason": "Being checked."},
}


def called_with(world: Any) -> dict[str, Any]:
    return {"wiki:seen-as": {"page_id": world.handbook.pk, "eyes": "guest"}}
