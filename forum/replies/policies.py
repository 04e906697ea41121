"""Whose canned replies are whose: one's own, and those of a team for the people of that team."""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from forum.models import CannedReply
from intranet.core.decisions import YES, Decision, no
from intranet.spaces.audiences import Viewer, spaces_joined
from intranet.spaces.models import Space


def can_have_replies(person: Viewer) -> Decision:
    if person.is_authenticated and person.is_active and person.is_staff_member:
        return YES
    return no(_("Canned replies are for the staff who answer."))


def can_keep_reply_for(person: Viewer, team: Space | None) -> Decision:
    """For oneself, or for a team one is in."""
    if not (allowed := can_have_replies(person)):
        return allowed
    if team is None or team.pk in spaces_joined(person):
        return YES
    return no(_("Only people of this team make replies for it."))


def can_change_reply(person: Viewer, reply: CannedReply) -> Decision:
    if reply.owner_id is not None and reply.owner_id != getattr(person, "pk", None):
        return no(_("This reply is somebody else’s."))
    return can_keep_reply_for(person, reply.team)


def replies_of(person: Viewer) -> QuerySet[CannedReply]:
    """What this person answers with: the own ones, and those of the own teams."""
    if not can_have_replies(person):
        return CannedReply.objects.none()
    mine = Q(owner=person.pk) | Q(team__in=spaces_joined(person))
    return CannedReply.objects.filter(mine).select_related("team", "owner")
