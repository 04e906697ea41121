"""Asking without an account yet, what is similar, and what one follows."""

from __future__ import annotations

from typing import Any

OPEN_TO_GUESTS = {
    "whoever comes writes down a question",
    "whoever comes asks and answers, and is led on, guests to the door",
    "whoever comes writes to a team; colleagues have their inbox",
    "whoever comes tells, about nobody",
}
MORE = {
    #                guest customer other_c. outsider colleague moderator admin deactiv. author
    "whoever comes writes down a question": (
        "           200   200      200      200      200       200       200   200      200",
        """
        GET forum:ask
        GET forum:similar
        GET forum:answer-page
        GET forum:contact
        """,
    ),
    "whoever comes asks and answers, and is led on, guests to the door": (
        "           302   302      302      302      302       302       302   302      302",
        """
        POST forum:ask
        POST forum:answer-page
        GET forum:go-on
        """,
    ),
    "whoever comes writes to a team; colleagues have their inbox": (
        "           302   302      302      422      422       422       422   302      422",
        "POST forum:contact",
    ),
    "whoever comes tells, about nobody": (
        "           204   204      204      204      204       204       204   204      204",
        "POST forum:told",
    ),
    "one's own in the forum": (
        "           in    200      200      200      200       200       200   in       200",
        "GET forum:following",
    ),
    "one's own in the forum, done": (
        "           in    302      302      302      302       302       302   in       302",
        "POST forum:following",
    ),
    "one's own in the forum, for programs": (
        "           401   200      200      200      200       200       200   401      200",
        """
        GET api:forum_followings
        PUT api:forum_followings
        """,
    ),
}
FORMS: dict[str, Any] = {
    "forum:ask": {"title": "Where is the switch?", "category": "{category_id}"},
    "forum:answer-page": {"body": "Here too."},
    "forum:contact": {
        "name": "Gina",
        "email": "gina@far.example",
        "desk": "{centre_desk}",
        "subject": "An offer",
        "body": "For ten.",
    },
    "forum:told": {"what": "offered"},
    "forum:following": {"category": "terminals", "level": "daily"},
}
QUERIES = {"forum:similar": "?q=slow+terminals"}
IN_THE_API = {"forum:following": "PUT /me/forum-followings"}
BROWSERS_ONLY = {
    "forum:contact": "a form for strangers; programs open enquiries in the private centre",
    "forum:told": "counts, about nobody, what came of a form in a browser",
    "forum:answer-page": "a page for what POST /topics/{id}/answers does, with what a guest has written before",
}
DOCUMENTS = {"api:forum_followings": {"category": "terminals", "level": "daily"}}


def called_with(world: Any) -> dict[str, Any]:
    return {"forum:go-on": {"name": "ask"}}
