"""From answer to document: whose words are where, and what is not documented yet."""

from __future__ import annotations

from typing import Any

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
}
FORMS = {"content:credits": {"form": "anonymous"}}
DOCUMENTS = {"api:my_credits": {"named": "anonymous"}}


def called_with(world: Any) -> dict[str, Any]:
    of_topic = {"entry_id": world.topic.pk}
    return dict.fromkeys(("content:withdraw-credit", "api:entry_credits", "api:withdraw_my_credit"), of_topic)
