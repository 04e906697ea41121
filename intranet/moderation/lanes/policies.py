"""Who sets lanes, who sees the calendar."""

from __future__ import annotations

from django.utils.translation import gettext as _

from intranet.core.decisions import YES, Decision, no
from intranet.moderation.policies import can_open_queue
from intranet.spaces.audiences import Viewer
from intranet.spaces.models import Space
from intranet.spaces.policies import can_keep_order, can_manage


def can_set_lanes(person: Viewer, space: Space) -> Decision:
    """Those who keep the space, and admins."""
    if not person.is_authenticated or not person.is_active:
        return no(_("Sign in first."))
    if can_manage(person, space) or can_keep_order(person, space):
        return YES
    return no(_("Only those who keep this space say how things come out in it."))


def can_see_calendar(person: Viewer) -> Decision:
    """Colleagues, what is theirs to see; and whoever keeps order anywhere."""
    if person.is_authenticated and person.is_active and (person.is_staff_member or can_open_queue(person)):
        return YES
    return no(_("Only colleagues plan here."))
