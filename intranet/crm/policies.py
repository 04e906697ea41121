"""Who keeps us in step with the customer system, and who takes conversations along."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from intranet.accounts.models import Company, CompanyAssignment, User
from intranet.accounts.policies import can_administer
from intranet.core.decisions import YES, Decision, no
from intranet.spaces.audiences import Viewer


def can_sync(person: Viewer) -> Decision:
    """Make, change, archive and merge companies and contacts, and read what the last messages came to."""
    if can_administer(person):
        return YES
    return no(_("Only admins keep companies and people in step with another system."))


def can_export(person: Viewer) -> Decision:
    """Take along what companies said: admins, and whoever faces one. Of it come only what they may read."""
    if not person.is_authenticated or not person.is_active or not person.is_staff_member:
        return no(_("Conversations of companies are for admins and for those who face the company."))
    if person.is_admin or CompanyAssignment.objects.filter(person=person.pk).exists():
        return YES
    return no(_("Conversations of companies are for admins and for those who face the company."))


def companies_for(person: User) -> QuerySet[Company]:
    """Of whose conversations this person may take along what they may read."""
    if person.is_admin:
        return Company.objects.all()
    return Company.objects.filter(assignments__person=person)
