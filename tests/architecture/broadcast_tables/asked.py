"""Questions about a broadcast, and their answers. Ben (colleague) has asked one."""

from __future__ import annotations

from typing import Any

from feeds.broadcasts.asked.actions import ask
from feeds.broadcasts.asked.merging import merge

MORE = {
    #                guest customer other_c. outsider colleague moderator admin deactiv. author
    "members of the lab read what was asked": (
        "           in    404      404      404      200       404       404   in       200",
        "GET feeds:broadcast-questions",
    ),
    "members of the lab ask": (
        "           in    404      404      404      302       404       404   in       302",
        "POST feeds:broadcast-questions",
    ),
    "who sent it answers": (
        "           in    404      404      404      403       404       404   in       200",
        "GET feeds:broadcast-answer",
    ),
    "who sent it answers, done": (
        "           in    404      404      404      403       404       404   in       302",
        "POST feeds:broadcast-answer",
    ),
    "whoever reads a question votes for it, but for who asked": (
        "           in    404      404      404      403       404       404   in       302",
        "POST feeds:broadcast-question-vote",
    ),
    "members of the lab read what was asked, in the API": (
        "           401   404      404      404      200       404       404   401      200",
        "GET api:broadcast_questions",
    ),
    "members of the lab ask, in the API": (
        "           401   404      404      404      201       404       404   401      201",
        "POST api:broadcast_questions",
    ),
    "who sent it answers, in the API": (
        "           401   404      404      404      403       404       404   401      200",
        "PUT api:answer_broadcast_question",
    ),
    "who answers looks for the one that asks the same": (
        "           in    404      404      404      403       404       404   in       200",
        "GET feeds:broadcast-question-merge",
    ),
    "who answers joins two": (
        "           in    404      404      404      403       404       404   in       302",
        "POST feeds:broadcast-question-merge",
    ),
    "who answers parts two": (
        "           in    404      404      404      403       404       404   in       302",
        "POST feeds:broadcast-question-part",
    ),
    "who answers joins and parts two, in the API": (
        "           401   404      404      404      403       404       404   401      200",
        """
        PUT api:merge_broadcast_questions
        DELETE api:merge_broadcast_questions
        """,
    ),
}
FORMS: dict[str, Any] = {
    "feeds:broadcast-questions": {"body": "On Fridays, too?"},
    "feeds:broadcast-answer": {"words": "Yes."},
    "feeds:broadcast-question-vote": {"on": "1"},
    "feeds:broadcast-question-merge": {"into": "{other_question_id}"},
}
DOCUMENTS: dict[str, Any] = {
    "api:broadcast_questions": {"body": "On Fridays, too?"},
    "api:answer_broadcast_question": {"words": "Yes."},
    "api:merge_broadcast_questions": {"into": "{other_question_id}"},
}
IN_THE_API: dict[str, Any] = {
    "feeds:broadcast-questions": "POST /broadcasts/{broadcast_id}/questions",
    "feeds:broadcast-answer": "PUT /broadcast-questions/{question_id}/answer",
    "feeds:broadcast-question-vote": "PUT /entries/{entry_id}/vote, DELETE /entries/{entry_id}/vote",
    "feeds:broadcast-question-merge": "PUT /broadcast-questions/{question_id}/merge",
    "feeds:broadcast-question-part": "DELETE /broadcast-questions/{question_id}/merge",
}


def called_with(world: Any) -> dict[str, Any]:
    question = ask(world.broadcast, by=world.colleague, body="In the cellar, too?")
    other = ask(world.broadcast, by=world.colleague, body="And on Fridays?")
    joined = ask(world.broadcast, by=world.colleague, body="Fridays, too?")
    merge(joined, into=other, by=world.author)
    return {
        "other_question_id": other.pk,
        "feeds:broadcast-question-merge": {"entry_id": question.pk},
        "feeds:broadcast-question-part": {"entry_id": joined.pk},
        "api:merge_broadcast_questions": {"question_id": joined.pk},
        "feeds:broadcast-questions": {"entry_id": world.broadcast.pk},
        "feeds:broadcast-answer": {"entry_id": question.pk},
        "feeds:broadcast-question-vote": {"entry_id": question.pk},
        "api:answer_broadcast_question": {"question_id": question.pk},
    }
