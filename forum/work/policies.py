"""Who works with the lists of those who answer: the staff; and who says who answers what."""

from __future__ import annotations

from django.utils.translation import gettext as _

from forum.models import Topic
from forum.policies import can_keep_topic
from intranet.accounts.models import User
from intranet.core.decisions import YES, Decision, no
from intranet.spaces.audiences import Viewer, audiences_of


def can_work(person: Viewer) -> Decision:
    if person.is_authenticated and person.is_active and person.is_staff_member:
        return YES
    return no(_("This is for the staff who answer."))


def can_assign(person: Viewer, topic: Topic, to: User | None) -> Decision:
    """Whoever answers there, or keeps order, says who does; anybody of the staff may take it over, and hand back what
    is theirs."""
    if not (allowed := can_work(person)):
        return allowed
    if topic.audience not in audiences_of(person):
        return no(_("You cannot read this."))
    if topic.merged_into_id is not None or not topic.is_published:
        return no(_("There is nothing to be answered here any more."))
    if to is not None and to.pk == person.pk:
        return YES
    if to is None and topic.assignee_id == person.pk:
        return YES
    return can_keep_topic(person, topic)


def can_settle(person: Viewer, topic: Topic) -> Decision:
    """That nobody waits for an answer: who answers there says it, and whose topic it is to answer."""
    if not (allowed := can_work(person)):
        return allowed
    return YES if topic.assignee_id == person.pk else can_keep_topic(person, topic)
