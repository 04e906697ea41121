"""The wiki in the API."""

from __future__ import annotations

from typing import Any

from wiki import actions

MORE = {
    #                guest customer other_c. outsider colleague moderator admin deactiv. author
    "the pages one answers for, in the API": (
        "           401   200      200      200      200       200       200   401      200",
        """
        GET api:my_pages
        """,
    ),
    "the pages of the lab are listed for who may know of it, in the API": (
        "           401   404      404      200      200       200       200   401      200",
        """
        GET api:space_pages
        """,
    ),
    "people of the lab read its pages, in the API": (
        "           401   404      404      404      200       404       404   401      200",
        """
        GET api:one_page
        GET api:page_backlinks
        GET api:page_revisions
        GET api:one_revision
        """,
    ),
    "people of the lab write in its pages, in the API": (
        "           401   404      404      404      200       404       404   401      200",
        """
        PUT api:write_page
        PUT api:move_a_page
        POST api:publish_page_text
        """,
    ),
    "people of the lab take back what was handed in of its pages, in the API": (
        "           401   404      404      404      204       404       404   401      204",
        """
        DELETE api:publish_page_text
        """,
    ),
    "people of the lab keep versions of its pages, in the API": (
        "           401   404      404      404      201       404       404   401      201",
        """
        POST api:page_revisions
        POST api:restore_revision
        """,
    ),
    "people of the lab call its pages and their versions something else, in the API": (
        "           401   404      404      404      200       404       404   401      200",
        """
        PATCH api:one_page
        PATCH api:one_revision
        """,
    ),
    "people of the lab begin pages, in the API": (
        "           401   404      404      403      201       403       403   401      201",
        """
        POST api:space_pages
        """,
    ),
    "people of the lab say whether its pages are of use, in the API": (
        "           401   404      404      404      204       404       404   401      204",
        """
        PUT api:say_page_helpful
        """,
    ),
    "who keeps the lab looks after its pages, in the API": (
        "           401   404      404      404      403       404       404   401      200",
        """
        PATCH api:page_rights
        PUT api:lock_a_page
        PUT api:entrust_page
        POST api:verify_a_page
        GET api:page_opinions
        GET api:page_statistics
        GET api:why_somebody_reads
        PUT api:settle_page_opinion
        """,
    ),
    "who keeps the lab unlocks and takes away its pages, in the API": (
        "           401   404      404      404      403       404       404   401      204",
        """
        DELETE api:lock_a_page
        DELETE api:one_revision
        DELETE api:one_page
        """,
    ),
}
DOCUMENTS = {
    "api:space_pages": {"title": "Bearings"},
    "api:write_page": {"text": "How the lab works now."},
    "api:move_a_page": {"under": None},
    "api:one_page": {"title": "Ventilators"},
    "api:one_revision": {"note": "as agreed"},
    "api:page_revisions": {"note": "as agreed"},
    "api:page_rights": {"edits": "keepers"},
    "api:lock_a_page": {"reason": "Audit"},
    "api:entrust_page": {"months": 6},
    "api:say_page_helpful": {"helpful": True},
}
QUERIES = {"api:one_revision": "?reason=A%20password%20stood%20there."}
IN_THE_API = {
    "wiki:new": "POST /spaces/{space_id}/pages",
    "wiki:edit": "PUT /pages/{page_id}/text",
    "wiki:title": "PATCH /pages/{page_id}",
    "wiki:save": "POST /pages/{page_id}/revisions",
    "wiki:publish": "POST /pages/{page_id}/publication",
    "wiki:take-back": "DELETE /pages/{page_id}/publication",
    "wiki:version-restore": "POST /pages/{page_id}/revisions/{number}/restoration",
    "wiki:version-note": "PATCH /pages/{page_id}/revisions/{number}",
    "wiki:owner": "PUT /pages/{page_id}/owner",
    "wiki:verify": "POST /pages/{page_id}/verification",
    "wiki:helpful": "PUT /pages/{page_id}/helpful",
    "wiki:settle-opinion": "PUT /pages/{page_id}/opinions/{opinion_id}/settled",
}


def called_with(world: Any) -> dict[str, Any]:
    page = actions.create_page(world.lab, by=world.author, title="Filters", body="Clean them.")
    actions.put_text(page, by=world.author, text="Clean them weekly.")
    revision = {"page_id": page.pk, "number": 1}
    return {f"api:{name}_revision": revision for name in ("describe", "one", "restore", "withdraw")}
