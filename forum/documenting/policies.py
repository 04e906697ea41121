"""Who makes documentation of what is said in the forum."""

from __future__ import annotations

from django.utils.translation import gettext as _

from forum.models import Topic
from intranet.core.decisions import YES, Decision, no
from intranet.spaces.audiences import Viewer, audiences_of


def can_see_worklists(person: Viewer) -> Decision:
    """What customers ask and do not find: a matter of the house. Nobody is named in it."""
    if person.is_authenticated and person.is_active and person.is_staff_member:
        return YES
    return no(_("These lists are for the staff."))


def can_document(person: Viewer, topic: Topic) -> Decision:
    """Make a page of a topic, or say which page documents it: staff who read it."""
    if not (allowed := can_see_worklists(person)):
        return allowed
    if topic.audience not in audiences_of(person):
        return no(_("You cannot read this."))
    return YES if topic.is_published else no(_("This is not published."))
