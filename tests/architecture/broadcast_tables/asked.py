"""Questions about a broadcast, and their answers. Ben (colleague) has asked one."""

from __future__ import annotations

from typing import Any

from feeds.broadcasts.asked.actions import ask

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
}
FORMS: dict[str, Any] = {
    "feeds:broadcast-questions": {"body": "On Fridays, too?"},
    "feeds:broadcast-answer": {"words": "Yes."},
    "feeds:broadcast-question-vote": {"on": "1"},
}
DOCUMENTS: dict[str, Any] = {
    "api:broadcast_questions": {"body": "On Fridays, too?"},
    "api:answer_broadcast_question": {"words": "Yes."},
}
IN_THE_API: dict[str, Any] = {
    "feeds:broadcast-questions": "POST /broadcasts/{broadcast_id}/questions",
    "feeds:broadcast-answer": "PUT /broadcast-questions/{question_id}/answer",
    "feeds:broadcast-question-vote": "PUT /entries/{entry_id}/vote, DELETE /entries/{entry_id}/vote",
}


def called_with(world: Any) -> dict[str, Any]:
    question = ask(world.broadcast, by=world.colleague, body="In the cellar, too?")
    return {
        "feeds:broadcast-questions": {"entry_id": world.broadcast.pk},
        "feeds:broadcast-answer": {"entry_id": question.pk},
        "feeds:broadcast-question-vote": {"entry_id": question.pk},
        "api:answer_broadcast_question": {"question_id": question.pk},
    }
