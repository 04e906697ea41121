"""Who sees who stands where, and who names somebody."""

from __future__ import annotations

from django.utils.translation import gettext as _

from intranet.accounts.models import User
from intranet.core.decisions import YES, Decision, no
from intranet.insights.models import Champion, LeftOut
from intranet.insights.policies import can_see_figures
from intranet.spaces.audiences import Viewer


def can_see_ties(person: Viewer) -> Decision:
    """How teams of five or more answer each other: admins, and those whom they let see the figures. Nobody is named."""
    if can_see_figures(person):
        return YES
    return no(_("How teams help each other is for admins and those whom they name."))


def can_see_people(person: Viewer) -> Decision:
    """Who stands where, by name."""
    if person.is_authenticated and person.is_active and person.is_admin:
        return YES
    return no(_("Only admins see who helps whom."))


def can_name(by: Viewer, person: User) -> Decision:
    """Who is left out is not named either: they want none of it."""
    if not (seen := can_see_people(by)):
        return seen
    if not person.is_active or person.is_system:
        return no(_("%(name)s is not here any more.") % {"name": person.name})
    if LeftOut.objects.filter(person=person).exists():
        return no(_("%(name)s does not want to be named.") % {"name": person.name})
    return YES


def can_end(by: Viewer, champion: Champion) -> Decision:
    """Those who name, and whoever was named."""
    if by.is_authenticated and by.is_active and champion.person_id == by.pk:
        return YES
    return can_see_people(by)
