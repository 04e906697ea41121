"""The forum in the API."""

from __future__ import annotations

from typing import Any

MORE = {
    #                guest customer other_c. outsider colleague moderator admin deactiv. author
    "who has an account reads the forum, in the API": (
        "           401   200      200      200      200       200       200   401      200",
        """
        GET api:topics
        GET api:category_topics
        GET api:one_topic
        GET api:topic_answers
        GET api:one_answer
        """,
    ),
    "who has an account asks and answers, in the API": (
        "           401   201      201      201      201       201       201   401      201",
        """
        POST api:category_topics
        POST api:topic_answers
        """,
    ),
    "words are their author's, in the API, of a topic": (
        "           401   403      403      403      403       403       403   401      200",
        "PATCH api:one_topic",
    ),
    "words are their author's, in the API, of an answer": (
        "           401   403      403      403      200       403       403   401      403",
        "PUT api:one_answer",
    ),
    "who asked, who answers there and who keeps order says what solved it, in the API": (
        "           401   403      403      200      200       200       200   401      200",
        """
        PUT api:accept_an_answer
        DELETE api:accept_an_answer
        """,
    ),
    "nobody votes for what they wrote, in the API": (
        "           401   200      200      200      200       200       200   401      403",
        """
        PUT api:give_vote
        DELETE api:give_vote
        """,
    ),
}
DOCUMENTS: dict[str, Any] = {
    "api:category_topics": {"title": "Where is the switch?", "body": "x"},
    "api:topic_answers": {"body": "Here too."},
    "api:one_topic": {"title": "Slow in the cold"},
    "api:one_answer": {"body": "It is the other sensor."},
    "api:accept_an_answer": {"answer": "{answer_id}"},
}
IN_THE_API = {
    "forum:ask": "POST /categories/{category_id}/topics",
    "forum:edit": "PATCH /topics/{topic_id}",
    "forum:answer": "POST /topics/{topic_id}/answers",
    "forum:answer-edit": "PUT /answers/{answer_id}",
    "forum:accept": "PUT /topics/{topic_id}/accepted",
    "forum:unaccept": "DELETE /topics/{topic_id}/accepted",
    "forum:vote": "PUT /entries/{entry_id}/vote",
}


def called_with(world: Any) -> dict[str, Any]:
    return {"api:give_vote": {"entry_id": world.topic.pk}}
