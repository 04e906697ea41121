"""Asking about a broadcast, and answering."""

from __future__ import annotations

from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.timezone import now
from django.utils.translation import gettext as _

from feeds.models import Broadcast, BroadcastQuestion
from intranet.accounts.models import User
from intranet.activity.ledger import record
from intranet.content import actions as content_actions
from intranet.content.texts import rendered
from intranet.core.decisions import no, require
from intranet.core.throttle import allow
from intranet.realtime.units import action

from . import policies

LONGEST_ANSWER = 10_000
LONGEST_QUESTION = 2_000
# Of one person, so that nobody fills the list.
AN_HOUR = 10

ANSWERED = "feeds.broadcastquestion.answered"


@action
def ask(broadcast: Broadcast, *, by: User, body: str, client_id: UUID | None = None) -> BroadcastQuestion:
    """Ask something for all to read. It may be held for moderators: ``is_held``."""
    if (earlier := content_actions.written_before(BroadcastQuestion, by=by, client_id=client_id)) is not None:
        return earlier
    content_actions.hold(broadcast)
    require(policies.can_ask(by, broadcast))
    if not body.strip():
        raise ValidationError({"body": _("Write your question.")})
    if len(body) > LONGEST_QUESTION:
        raise ValidationError(
            {"body": _("That is too long: %(most)d characters at most.") % {"most": LONGEST_QUESTION}}
        )
    require(allow(f"broadcast_question:{by.pk}", limit=AN_HOUR, per_seconds=3600))
    return content_actions.publish_entry(
        BroadcastQuestion(),
        by=by,
        body=body,
        space=broadcast.space,
        audience=broadcast.audience,
        root=broadcast,
        client_id=client_id,
    )


@action
def answer(question: BroadcastQuestion, *, by: User, words: str) -> BroadcastQuestion:
    """Say the answer where the question stands, or other words in place of it. Who asked and who voted is told once."""
    content_actions.hold(question)
    question.refresh_from_db(fields=["answer", "answered_at", "answered_by", "merged_into"])
    broadcast = policies.broadcast_of(question)
    require(policies.can_answer(by, broadcast))
    if not question.is_published:
        require(no(_("This question is not there any more.")))
    if question.is_merged:
        require(no(_("This was joined with another question: answer that one.")))
    words = words.strip()
    if not words:
        raise ValidationError({"words": _("Write the answer.")})
    if len(words) > LONGEST_ANSWER:
        raise ValidationError({"words": _("That is too long: %(most)d characters at most.") % {"most": LONGEST_ANSWER}})
    if words == question.answer:
        return question
    is_first = question.answered_at is None
    shown = rendered(words, by=by, home=question.space_id, audience=question.audience, longest=LONGEST_ANSWER)
    question.answer, question.answer_html, question.answered_by = words, shown.html, by
    question.answered_at = question.answered_at or now()
    question.save(update_fields=["answer", "answer_html", "answered_by", "answered_at"])
    # Ids alone, the same for all who look: each browser reads again what its reader may press.
    frame = {"entry": question.pk, "root": broadcast.pk}
    record(ANSWERED, by=by, on=question, streams=[broadcast.root_key], frame=frame, first=is_first)
    return question
