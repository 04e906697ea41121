"""Keeping order over topics, and the notes of the staff. Nobody in particular answers for Terminals: all staff do."""

from __future__ import annotations

from typing import Any

from forum import actions
from forum.keeping.merging import merge_topics
from forum.keeping.refiling import refile_topic, refilings_of
from intranet.conversation.notes.actions import add_note

MORE = {
    #                guest customer other_c. outsider colleague moderator admin deactiv. author
    "who answers there keeps order": (
        "           in    403      403      200      200       200       200   in       200",
        """
        GET forum:move
        GET forum:split
        GET forum:merge
        GET forum:close
        GET forum:pin
        GET forum:duplicate
        GET forum:refile
        """,
    ),
    "who answers there keeps order, done": (
        "           in    403      403      302      302       302       302   in       302",
        """
        POST forum:move
        POST forum:split
        POST forum:merge
        POST forum:unmerge
        POST forum:close
        POST forum:open
        POST forum:pin
        POST forum:unpin
        POST forum:unlist
        POST forum:duplicate
        POST forum:refile
        POST forum:filing-back
        """,
    ),
    "staff write notes": (
        "           in    403      403      200      200       200       200   in       200",
        "GET conversation:notes",
    ),
    "staff write notes, done": (
        "           in    403      403      302      302       302       302   in       302",
        "POST conversation:notes",
    ),
    "staff are led to notes, and nobody else knows of one": (
        "           in    404      404      302      302       302       302   in       302",
        "GET conversation:note",
    ),
    "a note is its author's to change": (
        "           in    404      404      403      403       403       403   in       200",
        "GET conversation:edit-note",
    ),
    "a note is its author's to change, done": (
        "           in    404      404      403      403       403       403   in       302",
        "POST conversation:edit-note",
    ),
}
FORMS: dict[str, Any] = {
    "forum:move": {"to": "{other_category_id}"},
    "forum:split": {"title": "The sensor", "answers": "{answer_id}", "category": "{category_id}", "sort": "question"},
    "forum:merge": {"into": "{other_topic_id}"},
    "forum:close": {"reason": "Solved in 4.3."},
    "forum:pin": {"until": "2999-01-01"},
    "forum:refile": {"title": "Slow to wake up in winter", "tags": "Winter"},
    "forum:duplicate": {"of": "{other_topic_id}"},
    "conversation:notes": {"body": "Known since Monday."},
    "conversation:edit-note": {"body": "Known since Tuesday.", "based_on": "0"},
}


def called_with(world: Any) -> dict[str, Any]:
    other = actions.ask(world.category, by=world.author, title="Where is the manual")
    again = actions.ask(world.category, by=world.colleague, title="Manual?")
    refile_topic(other, by=world.author, title="Where the manual is", tags=["Manual"])
    merge = merge_topics(again, into=other, by=world.author)
    [refiling] = refilings_of(other)
    note = add_note(world.topic, by=world.author, body="Ask the laboratory.")
    return {
        "other_category_id": world.desk.pk,
        "other_topic_id": other.pk,
        "merge_id": merge.pk,
        "note_id": note.pk,
        "conversation:notes": {"entry_id": world.topic.pk},
        "forum:filing-back": {"topic_id": other.pk, "number": refiling.number},
        "api:put_a_filing_back": {"topic_id": other.pk, "number": refiling.number},
    }
