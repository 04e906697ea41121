from __future__ import annotations

from django.utils.translation import gettext as _

from intranet.core.decisions import YES, Decision, no
from intranet.spaces.audiences import Viewer


def can_see_maturity(person: Viewer) -> Decision:
    if person.is_authenticated and person.is_active and person.is_admin:
        return YES
    return no(_("Only admins see how far the house has come."))


def can_set_thresholds(person: Viewer) -> Decision:
    if person.is_authenticated and person.is_active and person.is_admin:
        return YES
    return no(_("Only admins say what a stage asks for."))
