"""Who may ask who knows, and who sees figures."""

from __future__ import annotations

from django.utils.translation import gettext as _

from intranet.core.decisions import YES, Decision, no
from intranet.spaces.audiences import Viewer, spaces_kept
from intranet.spaces.models import Space

from .models import Analyst


def can_ask_who_knows(person: Viewer) -> Decision:
    """Colleagues ask each other. What customers have shown they know is for the staff, and for themselves."""
    if not person.is_authenticated:
        return no(_("Sign in first."))
    if not person.is_staff_member or person.is_agency:
        return no(_("Who knows about what is for the people who work here."))
    return YES


def can_see_figures(person: Viewer) -> Decision:
    """Of the whole house: admins, and those whom they have named."""
    if not person.is_authenticated or not person.is_active:
        return no(_("Sign in first."))
    if person.is_admin or (person.is_staff_member and Analyst.objects.filter(person=person.pk).exists()):
        return YES
    return no(_("The figures of the whole house are for admins and those whom they name."))


def can_see_figures_of(person: Viewer, space: Space) -> Decision:
    """Of one space: its owners, too."""
    if can_see_figures(person) or (person.is_authenticated and space.pk in spaces_kept(person)):
        return YES
    return no(_("The figures of a space are for its owners."))


def can_name_analysts(person: Viewer) -> Decision:
    if person.is_authenticated and person.is_active and person.is_admin:
        return YES
    return no(_("Only admins say who sees the figures."))
