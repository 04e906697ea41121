"""Who answers a topic, and that nobody waits for one any more. Customers hear nothing of either."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from forum.keeping.moving import hold_topic
from forum.models import Topic
from intranet.accounts.models import User
from intranet.activity.ledger import record
from intranet.conversation.notes.streams import stream_of_notes
from intranet.core.decisions import require
from intranet.realtime.units import action
from intranet.spaces.audiences import ORG, audiences_of

from . import policies


@action
def assign_topic(topic: Topic, *, by: User, to: User | None) -> bool:
    """Say who answers: somebody, oneself, or (None) whoever of the team comes first. False when it was so already."""
    hold_topic(topic)
    require(policies.can_assign(by, topic, to))
    if to is not None and not (to.is_active and to.is_staff_member and topic.audience in audiences_of(to)):
        raise ValidationError(
            {"to": _("%(name)s cannot read this topic, or does not work here.") % {"name": to.name}}, code="to"
        )
    before = topic.assignee_id
    if before == (to.pk if to is not None else None):
        return False
    topic.assignee = to
    topic.save(update_fields=["assignee"])
    told = to.pk if to is not None and to.pk != by.pk else None
    record(
        "forum.topic.assigned",
        by=by,
        on=topic,
        audience=ORG,
        streams=[stream_of_notes(topic)],
        frame={"entry": topic.pk, "assignee": topic.assignee_id},
        person=told,
        before=before,
    )
    return True


@action
def settle_topic(topic: Topic, *, by: User) -> bool:
    """Stop the clock: what was said last needs no answer. False when nobody waits."""
    hold_topic(topic)
    require(policies.can_settle(by, topic))
    if topic.waiting_since is None:
        return False
    topic.waiting_since = topic.due_at = None
    topic.save(update_fields=["waiting_since", "due_at"])
    frame = {"entry": topic.pk, "waiting": False}
    record("forum.topic.settled", by=by, on=topic, audience=ORG, streams=[stream_of_notes(topic)], frame=frame)
    return True


@action
def tell_overdue(topic: Topic) -> None:
    """Remind those who answer that a promised time has passed."""
    topic.reminded_at = topic.waiting_since
    topic.save(update_fields=["reminded_at"])
    record("forum.topic.overdue", by=None, on=topic, audience=ORG)
