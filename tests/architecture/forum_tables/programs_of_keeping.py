"""Keeping order, the work of those who answer, and categories, in the API."""

from __future__ import annotations

from typing import Any

MORE = {
    #                guest customer other_c. outsider colleague moderator admin deactiv. author
    "who answers there keeps order, in the API": (
        "           401   403      403      200      200       200       200   401      200",
        """
        PUT api:merge_a_topic
        PUT api:close_a_topic
        DELETE api:close_a_topic
        POST api:tag_a_topic
        PUT api:refile_a_topic
        GET api:filings_of_a_topic
        POST api:put_a_filing_back
        """,
    ),
    "who answers there puts it elsewhere, in the API; nobody outside knows of that category": (
        "           401   404      404      200      200       200       200   401      200",
        "PUT api:move_a_topic",
    ),
    "who answers there splits it, once they have said what, in the API": (
        "           401   403      403      422      422       422       422   401      422",
        "POST api:split_a_topic",
    ),
    "who answers there keeps order, done in the API": (
        "           401   403      403      204      204       204       204   401      204",
        """
        DELETE api:part_topics
        PUT api:pin_a_topic
        DELETE api:pin_a_topic
        PUT api:unlist_a_topic
        DELETE api:unlist_a_topic
        PUT api:lead_to_an_older_topic
        PUT api:assign_a_topic
        DELETE api:settle_a_topic
        """,
    ),
    "a note is its author's to change, in the API": (
        "           401   404      404      403      403       403       403   401      204",
        "PUT api:change_a_note",
    ),
    "staff work and note, in the API": (
        "           401   403      403      200      200       200       200   401      200",
        """
        GET api:work
        GET api:topic_notes
        GET api:canned_replies
        """,
    ),
    "staff note and make canned replies, in the API": (
        "           401   403      403      201      201       201       201   401      201",
        """
        POST api:topic_notes
        POST api:canned_replies
        """,
    ),
    "a canned reply is its owner's, in the API": (
        "           401   404      404      404      404       404       404   401      200",
        """
        PUT api:change_canned_reply
        POST api:fill_canned_reply
        """,
    ),
    "a canned reply is its owner's, deleted in the API": (
        "           401   404      404      404      404       404       404   401      204",
        "DELETE api:change_canned_reply",
    ),
    "admins say when the house answers, in the API": (
        "           401   403      403      403      403       403       200   401      403",
        """
        GET api:set_hours
        PUT api:set_hours
        """,
    ),
    "whoever reads a category reads it in the API": (
        "           401   200      200      200      200       200       200   401      200",
        """
        GET api:categories
        GET api:category
        """,
    ),
    "owners of the community and admins keep its categories, in the API": (
        "           401   403      403      403      403       403       200   401      200",
        """
        PUT api:category
        PUT api:change_a_product
        PUT api:change_a_version
        """,
    ),
    "owners of the community and admins make categories, in the API": (
        "           401   403      403      403      403       403       201   401      201",
        """
        POST api:make_a_category
        POST api:products
        POST api:add_a_version
        """,
    ),
    "owners of the community and admins delete products, in the API": (
        "           401   403      403      403      403       403       204   401      204",
        """
        DELETE api:change_a_product
        DELETE api:change_a_version
        """,
    ),
}
DOCUMENTS: dict[str, Any] = {
    "api:move_a_topic": {"category": "{other_category_id}"},
    "api:split_a_topic": {"answers": [], "title": "The sensor"},
    "api:merge_a_topic": {"topic": "{other_topic_id}"},
    "api:close_a_topic": {"reason": "Solved in 4.3."},
    "api:pin_a_topic": {"until": "2999-01-01T12:00:00Z"},
    "api:lead_to_an_older_topic": {"topic": "{other_topic_id}"},
    "api:tag_a_topic": {"tags": ["Winter"]},
    "api:refile_a_topic": {"title": "Slow to wake up in winter", "tags": ["Winter"]},
    "api:assign_a_topic": {"person": None},
    "api:topic_notes": {"body": "Known."},
    "api:change_a_note": {"body": "Known since Tuesday."},
    "api:canned_replies": {"title": "Version", "body": "Which version?"},
    "api:change_canned_reply": {"title": "Version", "body": "Which version?"},
    "api:set_hours": {"days": [0, 1]},
    "api:category": {"reply_hours": 4},
    "api:make_a_category": {"name": "Readers"},
    "api:products": {"name": "Scanner"},
    "api:change_a_product": {"name": "Reader two"},
    "api:add_a_version": {"name": "4.3"},
    "api:change_a_version": {"name": "4.2.1"},
}
IN_THE_API = {
    "forum:move": "PUT /topics/{topic_id}/category",
    "forum:split": "POST /topics/{topic_id}/splits",
    "forum:merge": "PUT /topics/{topic_id}/merged-into",
    "forum:unmerge": "DELETE /merges/{merge_id}",
    "forum:close": "PUT /topics/{topic_id}/closed",
    "forum:open": "DELETE /topics/{topic_id}/closed",
    "forum:pin": "PUT /topics/{topic_id}/pin",
    "forum:unpin": "DELETE /topics/{topic_id}/pin",
    "forum:unlist": "PUT /topics/{topic_id}/unlisted, DELETE /topics/{topic_id}/unlisted",
    "forum:duplicate": "PUT /topics/{topic_id}/duplicate-of",
    "forum:refile": "PUT /topics/{topic_id}/filing",
    "forum:filing-back": "POST /topics/{topic_id}/filings/{number}/restoration",
    "conversation:notes": "POST /topics/{topic_id}/notes",
    "conversation:edit-note": "PUT /notes/{note_id}",
    "forum:work-many": "PUT /topics/{topic_id}/category, PUT /topics/{topic_id}/closed, POST /topics/{topic_id}/tags",
    "forum:assign": "PUT /topics/{topic_id}/assignee",
    "forum:settle": "DELETE /topics/{topic_id}/waiting",
    "forum:office-hours": "PUT /office-hours",
    "forum:replies": "POST /canned-replies",
    "forum:reply": "PUT /canned-replies/{reply_id}",
    "forum:reply-delete": "DELETE /canned-replies/{reply_id}",
    "forum:reply-filled": "POST /topics/{topic_id}/canned-replies/{reply_id}",
    "forum:category-new": "POST /spaces/{space_id}/categories",
    "forum:category-change": "PUT /categories/{category_id}",
    "forum:products": "POST /products",
    "forum:product": "PUT /products/{product_id}, POST /products/{product_id}/versions",
    "forum:product-delete": "DELETE /products/{product_id}",
    "forum:product-version": "PUT /versions/{version_id}, DELETE /versions/{version_id}",
}


def called_with(world: Any) -> dict[str, Any]:
    porch = world.porch.pk
    return {"api:make_a_category": {"space_id": porch}}
