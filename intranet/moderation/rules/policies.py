"""Who sees the rules, and who changes them."""

from __future__ import annotations

from django.utils.translation import gettext as _

from intranet.core.decisions import YES, Decision, no
from intranet.spaces.audiences import Viewer


def can_see_rules(person: Viewer) -> Decision:
    """Moderators of the site and admins: who decides about what a rule has caught knows the rule."""
    if person.is_authenticated and person.is_active and person.is_moderator:
        return YES
    return no(_("Only moderators work here."))


def can_change_rules(person: Viewer) -> Decision:
    if person.is_authenticated and person.is_active and person.is_admin:
        return YES
    return no(_("Only admins change the rules."))
