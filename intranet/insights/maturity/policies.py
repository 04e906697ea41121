from __future__ import annotations

from django.utils.translation import gettext as _

from intranet.core.decisions import YES, Decision, no
from intranet.insights.policies import can_see_figures
from intranet.spaces.audiences import Viewer


def can_see_maturity(person: Viewer) -> Decision:
    """Admins, and those whom they let see the figures: it is numbers, and names nobody."""
    if can_see_figures(person):
        return YES
    return no(_("How far the house has come is for admins and those whom they name."))


def can_set_thresholds(person: Viewer) -> Decision:
    if person.is_authenticated and person.is_active and person.is_admin:
        return YES
    return no(_("Only admins say what a stage asks for."))
