"""From answer to document: whose words are where, and what is not documented yet.

Behind it stands Ada's topic, which everybody reads, with an answer of Ben's; and the lab, where both write pages.
"""

from __future__ import annotations

from typing import Any

from intranet.spaces.models import Space
from wiki import actions as wiki_actions

MORE = {
    #                guest customer other_c. outsider colleague moderator admin deactiv. author
    "customers choose how they are named; who works here is": (
        "           in    302      302      403      403       403       403   in       403",
        "POST content:credits",
    ),
    "none of these customers has words in it": (
        "           in    403      403      403      403       403       403   in       403",
        "POST content:withdraw-credit",
    ),
    "staff see what is not documented": (
        "           in    403      403      200      200       200       200   in       200",
        """
        GET forum:undocumented
        GET forum:not-found
        GET forum:repeated
        GET forum:unhelpful
        GET flows:document
        GET flows:link-page
        GET flows:write-for
        GET flows:answer-words
        """,
    ),
    "staff leave out what needs no page": (
        "           in    403      403      302      302       302       302   in       302",
        "POST forum:leave-out",
    ),
    "staff bring back what was left out, of which nobody else knows": (
        "           in    404      404      302      302       302       302   in       302",
        "POST forum:bring-back",
    ),
    "who reads the lab says which of its pages documents a topic": (
        "           in    403      403      404      302       404       404   in       302",
        """
        POST flows:link-page
        POST flows:unlink-page
        """,
    ),
    "who reads the lab says which of its pages is searched for": (
        "           in    403      403      404      302       404       404   in       302",
        "POST flows:answer-words",
    ),
    "who writes in the lab begins pages there from topics and searches": (
        "           in    403      403      422      302       422       422   in       302",
        """
        POST flows:document
        POST flows:write-for
        """,
    ),
    "whose words are where, for programs": (
        "           401   200      200      200      200       200       200   401      200",
        """
        GET api:entry_credits
        GET api:my_credits
        """,
    ),
    "customers choose how they are named, for programs": (
        "           401   200      200      403      403       403       403   401      403",
        "PUT api:my_credits",
    ),
    "none of these customers has words in it, for programs": (
        "           401   403      403      403      403       403       403   401      403",
        """
        PUT api:withdraw_my_credit
        DELETE api:withdraw_my_credit
        """,
    ),
    "staff see what is not documented, for programs": (
        "           401   403      403      200      200       200       200   401      200",
        """
        GET api:undocumented
        GET api:not_found
        GET api:repeated
        GET api:unhelpful
        """,
    ),
    "staff leave out what needs no page, for programs": (
        "           401   403      403      201      201       201       201   401      201",
        "POST api:leave_something_out",
    ),
    "staff bring back what was left out, for programs": (
        "           401   403      403      204      204       204       204   401      204",
        "DELETE api:bring_something_back",
    ),
    "who reads the lab links its pages, for programs": (
        "           401   404      404      404      204       404       404   401      204",
        """
        PUT api:link_a_page
        DELETE api:link_a_page
        """,
    ),
    "who reads the lab says which of its pages is searched for, for programs": (
        "           401   403      403      404      204       404       404   401      204",
        "PUT api:words_are_answered",
    ),
    "who writes in the lab begins pages there, for programs": (
        "           401   404      404      403      201       403       403   401      201",
        """
        POST api:document_a_topic
        POST api:write_for_words
        """,
    ),
}
IN_THE_API = {
    "forum:leave-out": "POST /worklists/left-out",
    "forum:bring-back": "DELETE /worklists/left-out/{row_id}",
    "flows:document": "POST /topics/{topic_id}/document",
    "flows:link-page": "PUT /topics/{topic_id}/documents/{page_id}",
    "flows:unlink-page": "DELETE /topics/{topic_id}/documents/{page_id}",
    "flows:write-for": "POST /worklists/not-found/pages",
    "flows:answer-words": "PUT /worklists/not-found/answered",
}
FORMS = {
    "content:credits": {"form": "anonymous"},
    "forum:leave-out": {"list": "not_found", "text": "fan belts", "reason": "Nobody has them"},
    "flows:link-page": {"page": "{page_id}"},
    "flows:unlink-page": {"page": "{page_id}"},
    "flows:answer-words": {"page": "{page_id}", "words": "fan belts"},
    "flows:document": {"title": "Waking up", "place": "space_{space_id}", "question": "on"},
    "flows:write-for": {"title": "Fan belts", "place": "space_{space_id}", "words": "fan belts"},
}
DOCUMENTS: dict[str, dict[str, Any]] = {
    "api:my_credits": {"named": "anonymous"},
    "api:leave_something_out": {"list": "not_found", "words": "fan belts", "reason": "Nobody has them"},
    "api:document_a_topic": {},
    "api:write_for_words": {"words": "fan belts"},
    "api:words_are_answered": {"words": "fan belts"},
}


def called_with(world: Any) -> dict[str, Any]:
    from forum.documenting.actions import leave_out

    Space.objects.filter(pk=world.lab.pk).exclude(parts__icontains="wiki").update(parts=[*world.lab.parts, "wiki"])
    lab = Space.objects.get(pk=world.lab.pk)
    page = wiki_actions.create_page(lab, by=world.author, title="Sensors", body="Warm them.")
    row = leave_out("not_found", by=world.author, text="drive belts", reason="Nobody has them")
    for name in ("api:document_a_topic", "api:write_for_words"):
        DOCUMENTS[name]["space"] = lab.pk
    DOCUMENTS["api:words_are_answered"]["page"] = page.pk
    of_topic = {"entry_id": world.topic.pk}
    of_row = {"row_id": row.pk}
    linked = {"topic_id": world.topic.pk, "page_id": page.pk}
    return {
        "content:withdraw-credit": of_topic,
        "api:entry_credits": of_topic,
        "api:withdraw_my_credit": of_topic,
        "forum:bring-back": of_row,
        "api:bring_something_back": of_row,
        "api:link_a_page": linked,
    }
