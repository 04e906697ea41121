"""Who knows of the firm's outside channels, and who says what stands in their register."""

from __future__ import annotations

from django.utils.translation import gettext as _

from intranet.core.decisions import YES, Decision, no
from intranet.insights.models import OutsideChannel
from intranet.insights.policies import can_see_figures
from intranet.spaces.audiences import Viewer


def can_see_channels(person: Viewer) -> Decision:
    """All who work here: whoever is asked where the firm speaks can answer."""
    if person.is_authenticated and person.is_active and person.is_staff_member and not person.is_agency:
        return YES
    return no(_("Where the firm speaks outside is for the people who work here."))


def can_register(person: Viewer) -> Decision:
    """Admins, and those whom they let see the figures."""
    if not (seen := can_see_channels(person)):
        return seen
    if can_see_figures(person):
        return YES
    return no(_("Admins and those whom they name put channels into the register."))


def can_change(person: Viewer, channel: OutsideChannel) -> Decision:
    """Who registers, and whoever answers for this one: change it, look at it, hand it on."""
    if not (seen := can_see_channels(person)):
        return seen
    if channel.owner_id == person.pk or can_register(person):
        return YES
    return no(_("Whoever answers for a channel says what stands here, or an admin."))


def can_remove(person: Viewer) -> Decision:
    """Whoever answers for one closes it, and its history stays; out of the register it goes by who keeps that."""
    return can_register(person)
