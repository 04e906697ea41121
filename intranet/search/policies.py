"""Who may keep searches, and who may read what is searched for."""

from __future__ import annotations

from django.utils.translation import gettext as _

from intranet.core.decisions import YES, Decision, no
from intranet.spaces.audiences import Viewer


def can_save_searches(person: Viewer) -> Decision:
    if person.is_authenticated and person.is_active:
        return YES
    return no(_("Sign in to keep a search."))


def can_read_search_reports(person: Viewer) -> Decision:
    """Those who keep order in the house: they write what is missing, or know who could."""
    if person.is_authenticated and person.is_active and (person.is_moderator or person.is_admin):
        return YES
    return no(_("Only moderators read what is searched for."))
